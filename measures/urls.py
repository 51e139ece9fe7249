from django.urls import path

from measures import views

urlpatterns = [
    path("measures/table-1/", views.table_one, name="table_one"),
    path("measures/releases/", views.releases, name="releases"),
    path("measures/releases/add/", views.add_release, name="add_release"),
    path("measures/releases/spellings/", views.spellings, name="spellings"),
    path("measures/releases/files/<int:pk>/", views.upload, name="upload"),
    path("measures/releases/<int:pk>/", views.release, name="release"),
    path("measures/<slug:code>/target/", views.target, name="target"),
    path("organisations/<slug:slug>/measures/<slug:code>/limits/", views.rebase, name="rebase"),
]
