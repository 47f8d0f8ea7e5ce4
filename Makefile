# make serve: the site, running.  make test: what each change needs.  CONTRIBUTING.md has the same commands for Windows.
PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin
# each worker has a browser of its own; whoever is done takes tests from the other
PARALLEL := -n 2 --dist worksteal
export NO_MKDOCS_2_WARNING := 1
export DISABLE_MKDOCS_2_WARNING := true
unexport PYTHONDONTWRITEBYTECODE # each of the hundred processes of the tests would compile our code anew

.PHONY: serve build offline lint test test-all check fuzz schema publish-check bench lock fonts clean downloads

serve: $(VENV)/.site
	$(BIN)/python -m mkdocs serve --livereload $(ARGS)

build: $(VENV)/.site
	$(BIN)/python -m mkdocs build --strict --clean

downloads: $(VENV)/.downloads build # the whole data as SQLite, Parquet and tables, each page as Markdown, pictures of shared links, into site/
	$(BIN)/python -m macros downloads site

offline: $(VENV)/.site
	OFFLINE=true $(BIN)/python -m mkdocs build --strict --clean --site-dir dist/offline
	$(BIN)/python -m macros pdf dist/offline
	$(BIN)/python -m macros zip dist/offline dist/open-model-atlas-offline.zip

lint: $(VENV)/.test # before any test: a broken record fails hundreds of them, its message stands here once
	$(BIN)/python -m macros check
	$(BIN)/python -m ruff check --quiet macros tests
	$(BIN)/python -m mypy
	$(BIN)/python -m codespell_lib docs data README.md CONTRIBUTING.md macros

test: lint
	$(BIN)/python -m pytest $(PARALLEL) -m "not slow" $(ARGS)

test-all: $(VENV)/.all lint
	$(BIN)/python tests/install.py
	$(BIN)/python -m pytest $(PARALLEL) --cov --cov-report=term:skip-covered $(ARGS)

check: $(VENV)/.site
	$(BIN)/python -m macros check

schema: $(VENV)/.site
	$(BIN)/python -m macros schema

fuzz: $(VENV)/.test
	$(BIN)/python -m tests.fuzz $(ARGS)

publish-check: $(VENV)/.test # needs site/ from make build, and nginx and caddy from the system's packages
	$(BIN)/python -m tests.publish

bench: $(VENV)/.test
	$(BIN)/python -m tests.bench

LOCK := $(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --custom-compile-command 'make lock'
lock: $(VENV)/.site
	$(BIN)/pip install --quiet uv
	$(LOCK) requirements.in -o requirements.txt
	$(LOCK) requirements-dev.in -c requirements.txt -o requirements-dev.txt
	$(LOCK) requirements-downloads.in -c requirements.txt -o requirements-downloads.txt
	$(LOCK) requirements-all.in -c requirements-dev.txt -c requirements-downloads.txt -o requirements-all.txt

# rarely: docs/assets/*.woff2 anew from their packages, without the glyphs and names we do not use
LETTERS := U+0020-007E,U+00A0-00FF,U+0131,U+0152-0153,U+0160-0161,U+2010-2014,U+2018-201D,U+2020,U+2022,U+2026,U+2030,U+2032,U+2039-203A,U+20AC,U+2190-2193,U+2195,U+2212,U+2264-2265
SUBSET  := --unicodes=$(LETTERS) --layout-features=kern,liga,lnum,pnum,tnum,mark,mkmk,ccmp,locl --no-hinting --desubroutinize --flavor=woff2 --name-IDs=0,13,14
fonts: $(VENV)/.site
	npm install --silent --no-save --prefix .cache/fonts @fontsource/source-serif-4@5.3.1 @fontsource-variable/public-sans@5.3.0
	$(BIN)/pip install --quiet fonttools brotli
	$(BIN)/pyftsubset .cache/fonts/node_modules/@fontsource/source-serif-4/files/source-serif-4-latin-600-normal.woff2 $(SUBSET) --output-file=docs/assets/serif.woff2
	$(BIN)/pyftsubset .cache/fonts/node_modules/@fontsource-variable/public-sans/files/public-sans-latin-wght-normal.woff2 $(SUBSET) --output-file=docs/assets/sans.woff2

clean:
	rm -rf $(VENV) site dist .cache

$(VENV)/.site: requirements.txt pyproject.toml
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV) || { rm -rf $(VENV); apt-get install -qqy python3-venv && $(PYTHON) -m venv $(VENV); } \
	  || { echo "Python cannot make a virtual environment. On Debian: apt-get install python3-venv"; exit 1; }
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	touch $@

$(VENV)/.test: $(VENV)/.site requirements-dev.txt tests/install.py
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.txt
	$(BIN)/python tests/install.py chromium
	touch $@

$(VENV)/.downloads: $(VENV)/.site requirements-downloads.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-downloads.txt
	touch $@

$(VENV)/.all: $(VENV)/.test requirements-all.txt # every package is named in the list: one of them asks for less than it needs
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --require-hashes -r requirements-all.txt
	touch $@
