# Two commands do all the set-up a fresh machine needs: `make demo` and `make test`.
# Python 3.11 or newer, pip and make are enough; `make help` lists the rest.

PYTHON ?= python3
VENV ?= .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready

.DEFAULT_GOAL := help
.PHONY: help setup demo test lint site pictures wheel licences vulnerabilities vocabulary lock bench score folds models dataset tools assets clean

help: ## list the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-15s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

$(READY): requirements/lock.txt pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(0 if sys.version_info >= (3, 11) else "Regesta needs Python 3.11 or newer; this is " + sys.version.split()[0] + ". Type: make PYTHON=python3.11 " + "demo")'
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/lock.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $(READY)

setup: $(READY) ## make the environment from the hash-pinned lock

demo: $(READY) ## build the example, serve it, put three saved queries to it
	@$(BIN)/regesta demo --workspace .demo

test: $(READY) ## the whole suite: three processes for two cores, since a third of the time tests wait for browsers and servers
	$(BIN)/python -m pytest -n 3 --dist loadfile --no-loadscope-reorder

lint: $(READY) ## ruff, mypy --strict, import rules, complexity
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports --config pyproject.toml
	$(BIN)/python tests/house/complexity.py

licences: $(READY) ## the licences of what is needed to run; fails on what NOTICE must name
	$(BIN)/python tests/house/licences.py

vulnerabilities: ## what is known against the pinned packages: asks osv.dev or PyPI, else what a package ships
	@test -x $(VENV)-audit/bin/pip-audit || { $(PYTHON) -m venv $(VENV)-audit && $(VENV)-audit/bin/python -m pip install --quiet --disable-pip-version-check pip-audit safety-db; }
	@$(VENV)-audit/bin/python tests/house/vulnerabilities.py

vocabulary: $(READY) ## renew what is made from the Turtle: ontology/terms.py, values.py, context.jsonld, docs/ontology.md
	$(BIN)/python -m regesta.ontology.generate
	$(BIN)/python -m regesta.ontology.document > docs/ontology.md

lock: ## renew requirements/lock.txt (hashes, no addresses)
	$(PYTHON) -m venv $(VENV)-lock
	$(VENV)-lock/bin/python -m pip install --quiet --upgrade 'pip<26' pip-tools
	$(VENV)-lock/bin/pip-compile --quiet --generate-hashes --allow-unsafe --strip-extras --no-emit-index-url --no-emit-find-links --no-emit-trusted-host --no-header \
	  --extra model --extra notebooks --extra postgres --extra test --extra lint --extra docs --output-file requirements/lock.txt pyproject.toml
	rm -rf $(VENV)-lock

bench: $(READY) ## measure beside a peer: reading, extraction, serving
	$(BIN)/python benchmarks/snapshot.py
	$(BIN)/python benchmarks/reading.py
	$(BIN)/python benchmarks/saved_queries.py
	$(BIN)/python benchmarks/startup.py

score: $(READY) ## measure extraction on the corpus, beside two baselines (REGESTA_CORPUS: the texts; PAGE=1: into docs/quality.md; SEALED=1)
	$(BIN)/python -m tests.corpus score $(if $(PAGE),--page) $(SCORE)

folds: $(READY) ## renew the parses, and the models learnt without each document, that `make score` goes by
	$(BIN)/python -m tests.corpus folds

models: folds ## learn the models that ship, on the unsealed documents of the corpus (REGESTA_CORPUS: the texts)
	$(BIN)/python -m tests.corpus models

dataset: $(READY) ## publish a reviewed workspace without its text: NAME=korea-1950 FROM=path/to/workspace
	@test -n "$(NAME)" -a -n "$(FROM)" || { echo "say which: make dataset NAME=korea-1950 FROM=path/to/workspace"; exit 2; }
	mkdir -p datasets/$(NAME)
	$(BIN)/regesta build --workspace $(FROM)
	$(BIN)/regesta export --workspace $(FROM) --format bundle --without-text --output datasets/$(NAME)/bundle.zip
	@test ! -f $(FROM)/README.md || cp $(FROM)/README.md datasets/$(NAME)/README.md
	$(BIN)/python -m pytest tests/datasets -q

tools: ## what a few tests need beyond Python: Chromium, Java, Virtuoso, PostgreSQL, Jena (as root, Debian)
	@if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
	  apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq chromium default-jdk-headless virtuoso-opensource-7-bin libapache-jena-java postgresql >/dev/null; \
	else echo "make tools needs root and apt-get; tests that need Chromium, Java, Virtuoso, PostgreSQL or Jena will skip"; fi

assets: ## browser code from npm (YASGUI, Cytoscape.js, d3, dagre, htmx, the outline of the world) into graph/serve/site/static/vendor; pages work without it, plainer
	@if command -v npm >/dev/null; then \
	  npm ci --ignore-scripts --no-audit --no-fund --loglevel=error && node graph/serve/site/static/vendor.mjs; \
	else echo "make assets needs npm; without it the pages work, plainer, and their browser tests skip"; fi

site: $(READY) ## build the documentation as a site into graph/serve/site/manual, where `regesta serve` finds it for /docs
	NO_MKDOCS_2_WARNING=1 PYTHONPATH=src $(BIN)/mkdocs build --strict --quiet

pictures: $(READY) ## take the pictures of the documentation anew
	REGESTA_PICTURES=1 $(BIN)/python -m pytest tests/house/test_tutorial.py

wheel: $(READY) ## build the wheel into dist/, with the browser code and the documentation where they were made
	$(BIN)/python -m hatchling build -t wheel -d dist

clean: ## remove what was made here
	rm -rf $(VENV) $(VENV)-audit .demo artefacts node_modules graph/serve/site/static/vendor dist build .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
