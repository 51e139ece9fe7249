from django.urls import path

from measures import views

urlpatterns = [
    path("measures/table-1/", views.table_one, name="table_one"),
]
