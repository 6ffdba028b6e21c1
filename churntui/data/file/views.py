"""Views for people: the file read with Datasette, DuckDB or `sqlite3` says the same words churntui does.

They are derived, so they are dropped and made again with every migration instead of being migrated.
"""

from __future__ import annotations

import sqlite3

VIEWS: dict[str, str] = {
    "v_logo": """SELECT ref AS logo_id, name, domain, industry, country, employees, annual_revenue, owner, fit,
        joined_on FROM logo""",
    "v_contract": """SELECT c.ref AS contract_id, l.ref AS logo_id, l.name AS logo, p.ref AS renews, c.plan,
        c.starts_on, c.ends_on, c.amount_minor, c.currency, c.per, c.arr_minor, c.auto_renew, c.notice_days,
        date(c.ends_on, '-' || c.notice_days || ' days') AS notice_deadline, coalesce(r.stage, 'open') AS stage,
        r.next_step, r.next_step_on, r.talked_on
        FROM contract c JOIN logo l ON l.id = c.logo_id LEFT JOIN contract p ON p.id = c.renews_id
        LEFT JOIN renewal r ON r.contract_id = c.id""",
    "v_contract_effective": """SELECT c.ref AS contract_id, l.ref AS logo_id, c.starts_on, c.ends_on,
        CASE WHEN n.starts_on IS NULL THEN c.ends_on
             WHEN n.starts_on <= c.starts_on THEN c.starts_on
             WHEN c.ends_on IS NULL OR n.starts_on < c.ends_on THEN n.starts_on
             WHEN julianday(n.starts_on) - julianday(c.ends_on)
                  <= coalesce((SELECT CAST(value AS INTEGER) FROM setting WHERE key = 'grace_days'), 30)
                  THEN n.starts_on
             ELSE c.ends_on END AS effective_ends_on, c.arr_minor, c.currency
        FROM contract c JOIN logo l ON l.id = c.logo_id
        LEFT JOIN (SELECT renews_id, logo_id, min(starts_on) AS starts_on FROM contract GROUP BY 1, 2) n
        ON n.renews_id = c.id AND n.logo_id = c.logo_id""",
    "v_usage": """SELECT l.ref AS logo_id, u.ref AS customer_id, a.name AS action, a.qualifies,
        date('1970-01-01', '+' || d.day || ' days') AS day, d.n AS count
        FROM usage_day d JOIN logo l ON l.id = d.logo_id JOIN action a ON a.id = d.action_id
        LEFT JOIN customer u ON u.id = d.customer_id""",
    "v_interview": """SELECT i.ref AS interview_id, l.ref AS logo_id, l.name AS logo, i.status, i.held_on,
        i.effective_on, i.voluntary, i.stated_reason, i.primary_reason, i.regrettable,
        (SELECT group_concat(name, ';') FROM (SELECT t.name FROM v_tag g JOIN theme t ON t.id = g.theme_id
         WHERE g.interview_id = i.id ORDER BY t.name)) AS themes, i.notes
        FROM interview i JOIN logo l ON l.id = i.logo_id""",
    "v_tag": """SELECT interview_id, theme_id FROM interview_theme
        UNION SELECT h.interview_id, g.theme_id FROM highlight_theme g JOIN highlight h ON h.id = g.highlight_id""",
    "v_theme": """SELECT t.name AS theme, p.name AS parent, t.description, t.archived,
        count(DISTINCT g.interview_id) AS interviews, count(DISTINCT i.logo_id) AS logos
        FROM theme t LEFT JOIN theme p ON p.id = t.parent_id LEFT JOIN v_tag g ON g.theme_id = t.id
        LEFT JOIN interview i ON i.id = g.interview_id GROUP BY t.id""",
    "v_history": """SELECT e.at, e.label, e.state, c.table_name, c.row_id, c.before, c.after
        FROM change c JOIN edit e ON e.id = c.edit_id""",
}


def create(connection: sqlite3.Connection) -> None:
    """Make every view anew."""
    for name, query in VIEWS.items():
        connection.execute(f"DROP VIEW IF EXISTS {name}")
        connection.execute(f"CREATE VIEW {name} AS {query}")
