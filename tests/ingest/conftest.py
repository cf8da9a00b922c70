"""Files built in memory, and the shortest way to read one."""

import io
import zipfile
from xml.sax.saxutils import escape

import pytest

from thematic.ingest import read_transcript

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
RELATIONS = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" '
    'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="{main}"/>'
    "</Relationships>"
)


def paragraph(text, style=""):
    properties = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""
    return f'<w:p>{properties}<w:r><w:t xml:space="preserve">{escape(text)}</w:t></w:r></w:p>'


def document(body):
    spaces = f'xmlns:w="{W}" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    return f'<?xml version="1.0" encoding="UTF-8"?><w:document {spaces}><w:body>{body}</w:body></w:document>'


def package(document_xml, *, main="word/document.xml", **parts):
    """Bytes of a .docx whose document part is `document_xml`; `parts` are more members, `/` spelt as `__`."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("_rels/.rels", RELATIONS.format(main=main))
        archive.writestr(main, document_xml)
        for name, content in parts.items():
            archive.writestr(name.replace("__", "/") + ".xml", content)
    return buffer.getvalue()


@pytest.fixture
def word():
    """Build a .docx from paragraphs given as text, as (text, style), or as raw XML that begins with `<`."""

    def build(*paragraphs, **parts):
        xml = [
            part
            if isinstance(part, str) and part.startswith("<")
            else paragraph(*([part] if isinstance(part, str) else part))
            for part in paragraphs
        ]
        return package(document("".join(xml)), **parts)

    return build


@pytest.fixture
def read():
    """Read text or bytes as the file called `name`, as transcript `t`."""

    def reading(name, content, **options):
        data = content.encode() if isinstance(content, str) else content
        return read_transcript(name, data, transcript_id=options.pop("transcript_id", "t"), **options)

    return reading


@pytest.fixture
def spoken(read):
    """Read a file and return its turns as (speaker, words)."""

    def reading(name, content, **options):
        transcript = read(name, content, **options).transcript
        return [(turn.speaker, transcript.words_at(turn.span)) for turn in transcript.turns]

    return reading
