# The two commands a newcomer needs are «make figures» and «make test». Everything is installed into .venv/ from the lock.
PYTHON ?= python3
PY = .venv/bin/python
# Only the uv of the lock, which is checked against its hash, and never one that happens to be on the PATH:
# uv is what checks the hashes of everything else, and another version of it makes another lock.
UV = VIRTUAL_ENV=.venv .venv/bin/uv

.PHONY: figures lab test lint test-browser fuzz faults mutants exercises book bench wheel lock

figures: .venv/installed
	$(PY) -m workreports figures

# On all cores; a worker that has nothing left takes tests over from the other.
test: .venv/installed
	$(PY) -m pytest -n logical --dist worksteal

# Format, names and imports, the rule of the folders, complexity, types of the public face.
lint: .venv/installed-all
	$(PY) -m ruff format --check .
	$(PY) -m ruff check .
	.venv/bin/lint-imports
	.venv/bin/complexipy lib tools --max-complexity-allowed 15 --failed
	.venv/bin/basedpyright

# Other examples than those of «make test», for as long as you like: make fuzz SECONDS=600; or so many texts for the readers,
# and a document for each hundred: make fuzz RUNS=1000000
SECONDS = 120
fuzz: .venv/installed
	$(PY) tools/fuzz.py $(if $(RUNS),--runs $(RUNS),--seconds $(SECONDS))

# Small changes in what keeps and reads files, drawn by lot; those that no test notices are printed.
mutants: .venv/installed-all
	$(PY) tools/mutants.py

# Without asking other hosts for news and updates.
lab: .venv/installed
	$(PY) -m jupyter lab --LabApp.news_url=None --LabApp.check_for_updates_class=jupyterlab.NeverCheckForUpdate --LabApp.extension_manager=readonly notebooks/00_start_here.ipynb

# The book is built from what is stored; nothing runs. Anew, for what an earlier build left would change bytes.
book: .venv/installed-all
	rm -rf build/book
	$(PY) -m sphinx -q -W --keep-going -c guide -b html . build/book
	@echo "The book is in build/book/index.html"

# Needs a Chromium of the system; screenshots go to build/screenshots.
test-browser: book
	$(PY) -m pytest -m browser -rs tests/test_book.py tests/test_browser.py tests/test_explorer.py tests/test_explorer_promises.py

# Kills, full disks, damaged bits, hostile files, users and processes in company: ten minutes, and
# one with HOW=--short, as the tests have it.
faults: .venv/installed
	$(PY) tools/faults $(HOW)

exercises: .venv/installed
	$(PY) tools/make_exercises.py

bench: .venv/installed-all
	$(PY) benchmarks/run.py
	$(PY) benchmarks/extraction.py
	$(PY) benchmarks/topic_models.py
	$(PY) benchmarks/shared_wording.py
	$(PY) benchmarks/growth.py
	$(PY) benchmarks/repetition.py
	$(PY) benchmarks/adding.py

# What «pip install» takes elsewhere: the library with the corpus inside, in dist/.
wheel: .venv/installed
	$(UV) build --no-build-isolation --python $(PY) -o dist .

# A new lock, for when pyproject.toml has changed: one for the two commands, one that adds every extra at the same versions.
# One version of each package for every Python, so that pictures and numbers do not depend on it.
COMPILE = pip compile --quiet --universal --python-version 3.11 --fork-strategy fewest --generate-hashes --custom-compile-command "make lock" \
          --group build pyproject.toml
lock: .venv/installed
	$(UV) $(COMPILE) --extra test -o requirements.lock
	$(UV) $(COMPILE) --all-extras -c requirements.lock -o requirements-all.lock

.venv/installed: requirements.lock pyproject.toml tools/build_hook.py
	@$(PYTHON) -c 'import sys; sys.exit(None if (3, 11) <= sys.version_info < (3, 14) else "Python 3.11, 3.12 or 3.13 is needed; this is %d.%d. Name one: make figures PYTHON=python3.12" % sys.version_info[:2])'
	$(PYTHON) -m venv .venv
	awk '/^[^ ]/ {uv = /^uv==/} uv' requirements.lock > .venv/uv.lock
	$(PY) -m pip install --quiet --disable-pip-version-check --require-hashes -r .venv/uv.lock
	$(UV) pip install --quiet --require-hashes -r requirements.lock
	$(UV) pip install --quiet --no-deps --no-build-isolation -e .
	touch $@

.venv/installed-all: .venv/installed requirements-all.lock
	$(UV) pip install --quiet --require-hashes -r requirements-all.lock
	touch $@
