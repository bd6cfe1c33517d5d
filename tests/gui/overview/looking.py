"""What several tests of 总览 look up."""

from gui.target.roles import TARGET_ROLE


def target(session, name):
    return next(t for t in session.ledger.targets if t.name == name)


def tree_ids(page):
    return [i.data(TARGET_ROLE) for i in page.panel.model.rows(lambda node: node.target is not None)]
