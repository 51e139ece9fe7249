from django.http import HttpResponse


def programme(request, **kwargs):
    return HttpResponse("soon")
