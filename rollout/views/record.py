from django.http import HttpResponse


def confirm(request, **kwargs):
    return HttpResponse("soon")


def record(request, **kwargs):
    return HttpResponse("soon")
