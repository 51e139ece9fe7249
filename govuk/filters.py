"""What is chosen in a filter, each with the address that takes it away."""


def selected_filters(form, request) -> list[dict]:
    """For each filled field its label and its values, each with its words and the link without it."""
    if not form.is_bound:
        return []
    form.is_valid()
    rows = [
        {"label": field.label, "items": [_item(field, value, request) for value in _values(field, request)]}
        for field in form
        if not field.errors and not field.is_hidden
    ]
    return [row for row in rows if row["items"]]


def _values(field, request):
    return [value for value in request.GET.getlist(field.html_name) if value.strip()]


def _item(field, value, request):
    query = request.GET.copy()
    query.setlist(field.html_name, [other for other in query.getlist(field.html_name) if other != value])
    for name in ("page", "_export"):
        query.pop(name, None)
    return {"text": choice_text(field, value), "url": f"?{query.urlencode()}"}


def choice_text(field, value) -> str:
    for key, label in getattr(field.field, "choices", ()):
        if isinstance(label, list | tuple):
            group = {str(one): text for one, text in label}
            if value in group:
                return group[value]
        elif str(key) == value:
            return label
    return value
