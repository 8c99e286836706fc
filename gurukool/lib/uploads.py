"""Taking uploads in: what is too large is counted and not kept, so that it costs neither memory nor disk."""

from io import BytesIO

from django.core.exceptions import RequestDataTooBig
from django.core.files.uploadedfile import InMemoryUploadedFile
from django.core.files.uploadhandler import FileUploadHandler

MEGABYTE = 1024 * 1024
LARGEST_FILE = 10 * MEGABYTE
LARGEST_SHEET = 5 * MEGABYTE  # a CSV file to import
LARGEST_SUM = 30 * MEGABYTE  # of all files of one request
LARGEST_REQUEST = 100 * MEGABYTE


class Bounded(FileUploadHandler):
    """Keeps files of up to 10 MB in memory. Of a larger one only the beginning arrives, with the true `size`.

    So a form can say that it is too large and keep the rest of what was typed. A request beyond all
    reason is refused (400) before it is read.
    """

    kept = 0

    def handle_raw_input(self, input_data, META, content_length, boundary, encoding=None):
        if content_length > LARGEST_REQUEST:
            raise RequestDataTooBig("The files sent are far too large.")

    def new_file(self, *args, **kwargs):
        super().new_file(*args, **kwargs)
        self.buffer = BytesIO()

    def receive_data_chunk(self, raw_data, start):
        room = min(LARGEST_FILE + 1 - self.buffer.tell(), LARGEST_SUM - self.kept)
        self.kept += self.buffer.write(raw_data[: max(0, room)])

    def file_complete(self, file_size):
        self.buffer.seek(0)
        return InMemoryUploadedFile(self.buffer, self.field_name, self.file_name, self.content_type, file_size, self.charset)
