from django.http import HttpResponse


def commitment(request, **kwargs):
    return HttpResponse("soon")


def commitments(request, **kwargs):
    return HttpResponse("soon")
