from django.urls import path

from accounts import views

urlpatterns = [
    path("demo/sign-in/", views.demo_sign_in, name="demo_sign_in"),
    path("stay/", views.stay_signed_in, name="stay_signed_in"),
]
