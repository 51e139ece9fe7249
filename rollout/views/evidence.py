from django.http import HttpResponse


def evidence(request, **kwargs):
    return HttpResponse("soon")
