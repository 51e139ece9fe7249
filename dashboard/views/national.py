from django.http import HttpResponse


def national(request, **kwargs):
    return HttpResponse("soon")


def national_download(request, **kwargs):
    return HttpResponse("soon")
