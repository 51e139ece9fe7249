from measures.views.table_one import table_one

__all__ = ["table_one"]
