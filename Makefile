.PHONY: check test demo docs
check: ; sh .ci/test
test: ; .venv/bin/pytest
demo: ; sh .ci/demo
docs: ; .venv/bin/pytest tests/house/test_documents.py
