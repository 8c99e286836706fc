# The production image: what runs, nothing that only develops or tests.
FROM python:3.12-slim

ENV PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 GURUKOOL_ENV=production GURUKOOL_DATA=/data
WORKDIR /app

COPY requirements.txt .
RUN pip install --no-cache-dir --require-hashes -r requirements.txt

COPY . .
RUN SECRET_KEY=build DATABASE_URL=postgres://build REDIS_URL=redis://build EMAIL_URL=smtp://build SITE_URL=https://build \
    python manage.py collectstatic --no-input
RUN useradd --system gurukool && install -d -o gurukool /data /data/uploads
USER gurukool

EXPOSE 8000
CMD ["gunicorn", "-c", "python:gurukool.gunicorn_conf"]
