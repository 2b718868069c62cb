# The steps are those of `make serve`: the same script, the same lock, Debian's own Python.
FROM debian:bookworm-slim

RUN apt-get update -qq \
    && apt-get install -y -qq --no-install-recommends ca-certificates python3 \
    && useradd --system --create-home --uid 10001 dxpool

WORKDIR /app
COPY pyproject.toml uv.lock README.md app.py cli.py settings.py piccolo_conf.py ./
COPY scripts scripts
COPY foundation foundation
COPY auth auth
COPY registry registry
COPY matching matching
COPY training training
COPY reports reports
ARG COMMIT=
RUN scripts/setup.sh serve \
    && .uv/bin/uv export --frozen --quiet --no-dev --format cyclonedx1.5 --output-file sbom.cdx.json >/dev/null \
    && printf '%s\n' "$COMMIT" > COMMIT \
    && rm -rf /var/lib/apt/lists/* ~/.cache

ENV PATH="/app/.venv/bin:$PATH" LC_ALL=C.UTF-8 PYTHONUNBUFFERED=1 \
    DXPOOL_HOME=/home/dxpool/data XDG_CACHE_HOME=/tmp/cache
USER dxpool
EXPOSE 8000
CMD ["dxpool", "serve"]
