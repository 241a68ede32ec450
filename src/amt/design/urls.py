"""Route of the page that shows all components."""

from __future__ import annotations

from django.urls import path

from amt.design.gallery import gallery

app_name = "design"

urlpatterns = [path("", gallery, name="gallery")]
