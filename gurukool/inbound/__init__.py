"""The SMTP server that takes answers by mail: `python -m gurukool.inbound [HOST] PORT`."""
