from django.http import HttpResponse


def organisations(request, **kwargs):
    return HttpResponse("soon")


def organisation(request, **kwargs):
    return HttpResponse("soon")


def organisation_chart(request, **kwargs):
    return HttpResponse("soon")
