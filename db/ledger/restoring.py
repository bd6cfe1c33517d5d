"""Putting a backup in the place of a plan file."""

import sqlite3
from pathlib import Path

from db.disk import log
from db.disk.failures import Environment, Refusal
from db.ledger import backups, opening
from db.ledger.access import Clock, now, writer_lock


def restore(path: Path, backup: Path, *, clock: Clock = now) -> Path | None:
    """Put a backup in a plan file's place, after checking it; returns where the old file is kept.

    Undoing a restore is restoring that one. Raises Refusal.
    """
    _check(backup)
    lock, barred = writer_lock(path, clock)
    if barred:
        raise Environment(barred)
    try:
        _finish_journal(path)
        return backups.restore(path, backup, clock())
    finally:
        if lock:
            lock.release()


def verify_backup(backup: Path) -> str:
    """Why a backup cannot be used, as a sentence; empty when it can."""
    try:
        _check(backup)
    except Refusal as refusal:
        log.refused(refusal.said.key)
        return refusal.sentence
    return ""


def _check(backup: Path) -> None:
    """Every check; a backup of an earlier version is as good, opening it brings it up to date."""
    opening.identify(backup)
    db = opening.connect(backup, writing=False)
    try:
        opening.check_version(db, backup)
        opening.check_all(db, backup)
    finally:
        db.close()


def _finish_journal(path: Path) -> None:
    """Let SQLite roll back what a dead process left half-written, where the file still can be read."""
    try:
        opening.identify(path)
        db = opening.connect(path, writing=False)
    except Refusal as refusal:  # damaged, or gone: what there is is kept as it is
        log.expected(refusal)
        return
    try:
        db.execute("SELECT count(*) FROM sqlite_master").fetchone()
    except sqlite3.Error as error:  # damaged: it is kept as it is
        log.expected(error)
    finally:
        db.close()
