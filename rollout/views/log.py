from django.http import HttpResponse


def log(request, **kwargs):
    return HttpResponse("soon")


def organisation_log(request, **kwargs):
    return HttpResponse("soon")


def write_log(request, **kwargs):
    return HttpResponse("soon")
