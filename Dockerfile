# docker build --tag wishare-lint .
# docker run --rm --user "$(id -u):$(id -g)" --volume "$PWD:/app" wishare-lint
#
# The user is that of the files: git reads no repository that belongs to somebody else.
FROM python:3.13-slim
RUN apt-get update \
    && apt-get install --yes --no-install-recommends git \
    && rm -rf /var/lib/apt/lists/*
RUN --mount=type=bind,target=/source,rw pip install --no-cache-dir /source
USER 1000:1000
WORKDIR /app
ENTRYPOINT ["wishare-lint"]
