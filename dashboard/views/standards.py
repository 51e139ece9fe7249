from django.http import HttpResponse


def standard(request, **kwargs):
    return HttpResponse("soon")


def standards(request, **kwargs):
    return HttpResponse("soon")
