"""A server elsewhere has to prove who it is before anything is sent to it: real handshakes with a real PostgreSQL."""

from __future__ import annotations

import ipaddress
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import psycopg
import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from postgres_server import PostgresServer, running_server

from station.server import ServerDatabase, ServerRefuses, in_words, parse_address

FROM, UNTIL = datetime(2020, 1, 1, tzinfo=UTC), datetime(2099, 1, 1, tzinfo=UTC)


class Authority:
    """Somebody who signs certificates."""

    def __init__(self, name: str) -> None:
        self.name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
        self.key = ec.generate_private_key(ec.SECP256R1())
        own = self._made(self.name, self.key, self.name).add_extension(x509.BasicConstraints(True, None), True)
        self.pem = own.sign(self.key, hashes.SHA256()).public_bytes(serialization.Encoding.PEM)

    def certificate(self, address: str, until: datetime = UNTIL) -> tuple[bytes, bytes]:
        """A certificate for a server at this address, and its key."""
        key = ec.generate_private_key(ec.SECP256R1())
        name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, address)])
        at = x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address(address))])
        signed = self._made(name, key, self.name, until).add_extension(at, False).sign(self.key, hashes.SHA256())
        secret = key.private_bytes(
            serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        )
        return signed.public_bytes(serialization.Encoding.PEM), secret

    @staticmethod
    def _made(
        subject: x509.Name, key: ec.EllipticCurvePrivateKey, issuer: x509.Name, until: datetime = UNTIL
    ) -> x509.CertificateBuilder:
        made = x509.CertificateBuilder().subject_name(subject).issuer_name(issuer).public_key(key.public_key())
        made = made.serial_number(x509.random_serial_number())
        return made.not_valid_before(FROM).not_valid_after(until)


@pytest.fixture(scope="module")
def authority() -> Authority:
    return Authority("the clinic")


@pytest.fixture(scope="module")
def server() -> Iterator[PostgresServer]:
    with running_server() as running:
        yield running


def begun_with(server: PostgresServer, certificate: tuple[bytes, bytes]) -> None:
    server.stop()
    server.secure(*certificate)
    server.start()


def connect(server: PostgresServer, folder: Path, trusted: Authority) -> psycopg.Connection:
    root = folder / "root.pem"
    root.write_bytes(trusted.pem)
    url = f"{server.url('postgres')}?sslmode=verify-full&sslrootcert={root}"
    return ServerDatabase(parse_address(url)).connect()


def refused(server: PostgresServer, folder: Path, trusted: Authority) -> str:
    with pytest.raises(psycopg.Error) as caught:
        connect(server, folder, trusted)
    words = in_words(caught.value)
    assert isinstance(words, ServerRefuses)
    return str(words)


def test_a_server_whose_certificate_the_clinic_signed_is_talked_to_in_secret(server, authority, tmp_path):
    begun_with(server, authority.certificate("127.0.0.1"))
    with connect(server, tmp_path, authority) as connection:
        row = connection.execute("SELECT ssl, version FROM pg_stat_ssl WHERE pid = pg_backend_pid()").fetchone()
    assert row is not None
    assert row[0] is True
    assert row[1] in ("TLSv1.2", "TLSv1.3")


@pytest.mark.parametrize("fault", ["signed by somebody else", "for another computer", "no longer valid"])
def test_a_server_that_cannot_prove_who_it_is_gets_nothing(fault, server, authority, tmp_path):
    made = {
        "signed by somebody else": lambda: Authority("somebody").certificate("127.0.0.1"),
        "for another computer": lambda: authority.certificate("192.0.2.7"),
        "no longer valid": lambda: authority.certificate("127.0.0.1", datetime.now(UTC) - timedelta(days=1)),
    }[fault]()
    begun_with(server, made)
    words = refused(server, tmp_path, authority)
    assert "cannot prove that it is the clinic" in words
    assert "127.0.0.1" not in words
