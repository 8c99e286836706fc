"""Say “look now” every half second until killed; `python -m tests.faults.beat`."""

import os
import time

from celery import Celery

EVERY = 0.5  # seconds

if __name__ == "__main__":
    app = Celery(broker=os.environ["REDIS_URL"])
    while True:
        try:
            app.send_task("etiquette.tasks.deliver", retry=False, ignore_result=True)
        except Exception as error:  # the broker may be dead just now: that is the test
            print(error)
        time.sleep(EVERY)
