# Everything sets up what it needs: a virtual environment from the lock, nothing else.
PYTHON ?= python3
PORT ?= 8000
# The engine on a tiny course of its own, or on no course at all: what fits into a minute.
QUICK := $(addprefix tests/, building/test_course_folder.py graders/test_compare.py \
	$(addprefix grading/test_, definitions.py examination.py examiner.py fit.py prose.py \
		rebuild.py run.py words.py) \
	$(addprefix mistakes/test_, edit.py file.py namespace.py) process/test_budget.py \
	$(addprefix sandbox/test_, calls.py failures.py layers.py left_out.py wire.py))
BOUNDED := tests/batch/test_as_nbgrader.py tests/cli tests/grading tests/nbgrader tests/process \
	tests/report tests/sandbox
VENV := .venv
BIN := $(VENV)/bin
# Many tests wait for other processes; with fewer at a time a processor is idle.
TESTS_AT_ONCE := $(shell $(PYTHON) -c "import os; print(len(os.sched_getaffinity(0)) * 2)")
SET_UP := $(VENV)/.set-up
LEARNER := build/learner
LEARNER_SET_UP := $(LEARNER)/.set-up

# Each of the many processes that a run starts would compile all our modules.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: help demo hub hub-clean quick test bounds bench lint lock clean

help:
	@echo "make demo    build the course, grade a sample class with nbgrader, show the marks"
	@echo "make hub     a JupyterHub with the course to click through, on this machine only"
	@echo "make quick   test the engine on a tiny course, in less than a minute"
	@echo "make test    run every test that this machine can run, and say what is skipped"
	@echo "make bounds  test with the oldest and the newest versions of what is used"
	@echo "make lint    ruff, mypy and import-linter"
	@echo "make bench   timings, as ratios measured side by side"
	@echo "make lock    resolve the dependencies anew"

$(BIN)/python:
	$(PYTHON) -m venv $(VENV)

# uv takes a fifth of pip's time. Where an index is known to pip alone, pip does it.
$(SET_UP): pyproject.toml requirements.lock | $(BIN)/python
	$(BIN)/python -m pip install --quiet $$(grep '^uv==' requirements.lock)
	$(BIN)/uv pip install --quiet --python $(BIN)/python --compile-bytecode \
		--requirement requirements.lock \
		|| $(BIN)/python -m pip install --quiet --requirement requirements.lock
	$(BIN)/python -m pip install --quiet --no-deps --editable .
	touch $@

# What learners' servers have: nothing that grades.
$(LEARNER_SET_UP): $(SET_UP) $(wildcard learner/*) $(shell find deploy/servers -type f)
	$(BIN)/uv venv --quiet --clear $(LEARNER)
	$(BIN)/uv pip install --quiet --python $(LEARNER) --requirement learner/requirements.lock
	$(BIN)/uv pip install --quiet --python $(LEARNER) --no-deps ./learner
	touch $@

demo: $(SET_UP)
	$(BIN)/unrolled demo

hub: $(LEARNER_SET_UP)
	$(BIN)/python -m deploy.try_out --port $(PORT)

hub-clean: $(SET_UP)
	$(BIN)/python -m deploy.try_out --clean

test: $(SET_UP)
	$(BIN)/python -m pytest --numprocesses $(TESTS_AT_ONCE) $(PYTEST_OPTIONS)

quick: $(SET_UP)
	$(BIN)/python -m pytest --quiet --numprocesses auto $(QUICK)

# What pyproject.toml allows at either end. What depends on exact numbers is left to the lock.
bounds: bounds-lowest-direct bounds-highest

bounds-%: $(SET_UP)
	mkdir -p build
	$(BIN)/uv venv --quiet --clear build/$@
	$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --group dev --extra hub \
		--no-header --no-emit-index-url --resolution $* pyproject.toml --output-file build/$@.txt
	$(BIN)/uv pip install --quiet --python build/$@ --requirement build/$@.txt
	$(BIN)/uv pip install --quiet --python build/$@ --no-deps --editable .
	build/$@/bin/python -m pytest --numprocesses auto $(BOUNDED)

bench: $(SET_UP)
	$(BIN)/python -m benchmarks $(BENCH_OPTIONS)

lint: $(SET_UP)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy --num-workers auto
	$(BIN)/lint-imports

lock: $(SET_UP)
	$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --group dev --extra hub --extra containers \
		--no-header --no-annotate --no-emit-index-url --upgrade pyproject.toml \
		--output-file requirements.lock
	$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --no-header --no-annotate \
		--no-emit-index-url --constraint requirements.lock learner/pyproject.toml \
		--output-file learner/requirements.lock

clean:
	rm -rf $(VENV) build
