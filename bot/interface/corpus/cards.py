"""Messages that show admins what a load or a rollback changes, and ask for confirmation."""

from __future__ import annotations

import discord
from discord import ui

from bot.corpus.plan import Plan
from bot.corpus.upload import Upload
from bot.interface.corpus.text import plan_text, problem_lines
from bot.interface.ui.components import ACCENT, Layout, button, panel
from bot.interface.ui.markup import inline, shorten
from bot.texts import Language, Text

__all__ = [
    "APPLY",
    "OVERWRITE",
    "UNDO",
    "ask_to_load",
    "ask_to_overwrite",
    "ask_to_take_back",
    "kept",
    "loaded",
    "offer",
    "outdated",
    "taken_back",
    "unread",
]

APPLY = "corpus_apply"
OVERWRITE = "corpus_overwrite"
UNDO = "corpus_undo"

_NAME_UNITS = 200
_PROBLEM_UNITS = 3200

_LOADED = Text("### ✅ Loaded", "### ✅ 불러왔습니다")
_NOTHING = Text("### ✅ Nothing to change", "### ✅ 바뀐 것이 없습니다")
_ASK = Text("### Load these listings?", "### 이 목록을 불러올까요?")
_OFFER = Text(
    "### The listings in the folder have changed\nNothing is loaded until somebody presses the button.",
    "### 폴더의 목록이 바뀌었습니다\n버튼을 누르기 전에는 아무것도 불러오지 않습니다.",
)
_UNREAD = Text(
    "### ⚠️ Not all listings in the folder can be read\nThe papers stay as they are. Fix these entries in their files:",
    "### ⚠️ 폴더의 목록 일부를 읽을 수 없습니다\n논문 자료는 그대로입니다. 파일에서 다음 항목을 고쳐 주세요.",
)
_OUTDATED = Text(
    "### ⚠️ Nothing was loaded\nThe listings or the papers have changed since you were asked. This would change now:",
    "### ⚠️ 불러오지 않았습니다\n물어본 뒤에 목록이나 논문 자료가 바뀌었습니다. 지금은 다음과 같이 바뀝니다.",
)
_BROUGHT_BACK = Text(
    "↩️ The last load was rolled back: this brings back what was taken back.",
    "↩️ 마지막으로 불러온 자료를 되돌린 상태입니다. 불러오면 되돌린 내용이 다시 들어옵니다.",
)
_LOAD = Text("Load them", "불러오기")
_ASK_BACK = Text("### Take revision {revision} back?", "### 개정 {revision}을(를) 되돌릴까요?")
_TAKE_BACK = Text("Take it back", "되돌리기")
_TAKEN_BACK = Text(
    "### ↩️ Revision {revision} was taken back\nThe folder of listings still holds the newer files. They are not loaded "
    "by themselves; /corpus reload would load them again. Take them out of the folder or fix them.",
    "### ↩️ 개정 {revision}을(를) 되돌렸습니다\n목록 폴더에는 새 파일이 그대로 있습니다. 저절로 다시 불러오지는 않지만 "
    "/자료 다시읽기를 실행하면 다시 들어옵니다. 폴더에서 빼거나 고쳐 주세요.",
)
_NOT_TAKEN_BACK = Text(
    "### ⚠️ Nothing was taken back\nSomething was loaded or taken back since you were asked. This would change now:",
    "### ⚠️ 되돌리지 않았습니다\n물어본 뒤에 논문 자료가 바뀌었습니다. 지금은 다음과 같이 바뀝니다.",
)
_KEPT = Text(
    "📄 “{name}” is in the folder: {count:,} of its entries can be read.",
    "📄 “{name}”을(를) 폴더에 넣었습니다. 읽을 수 있는 항목: {count:,}건.",
)
_THERE = Text(
    "📄 “{name}” was in the folder already, just like that.", "📄 “{name}”은(는) 이미 폴더에 있는 파일과 같습니다."
)
_ASK_OVERWRITE = Text(
    "### Replace “{name}”?\nThe folder has another file of that name. {count:,} entries of yours can be read. "
    "Until you press the button, which works for a day, the file stays as it is.",
    "### “{name}”을(를) 바꿀까요?\n"
    "폴더에 같은 이름의 다른 파일이 있습니다. 올린 파일에서 읽을 수 있는 항목: {count:,}건. "
    "버튼을 누르기 전에는 그대로 두며, 버튼은 하루 동안 쓸 수 있습니다.",
)
_OVERWRITE = Text("Replace the file", "파일 바꾸기")


def loaded(plan: Plan, language: Language, lead: Text | None = None) -> Layout:
    """Return the message that a plan was carried out, or changes nothing."""
    head = _LOADED if plan.difference else _NOTHING
    return Layout(panel(_joined(language, head, lead), plan_text(plan, language)))


def ask_to_load(plan: Plan, language: Language, lead: Text | None = None) -> Layout:
    """Return the question whether to carry out a plan."""
    return _question(plan, language, _ASK, lead)


def offer(plan: Plan, language: Language) -> Layout:
    """Return the message about a detected change, and the question whether to load it."""
    return _question(plan, language, _OFFER)


def unread(plan: Plan, language: Language) -> Layout:
    """Return the message about unreadable listings if nothing else has changed."""
    lines = shorten("\n".join(problem_lines(plan, language)), _PROBLEM_UNITS)
    return Layout(panel(_UNREAD.in_(language), lines, colour=discord.Colour.red()))


def outdated(plan: Plan, language: Language) -> Layout:
    """Tell the admin that the approved plan is stale and ask again."""
    return _question(plan, language, _OUTDATED) if plan.difference else loaded(plan, language)


def ask_to_take_back(plan: Plan, language: Language, *, anew: bool = False) -> Layout:
    """Return the question whether to roll back a revision; `anew` if another one was approved."""
    head = _NOT_TAKEN_BACK if anew else _ASK_BACK.fill(revision=plan.base)
    return _asking(head.in_(language), plan_text(plan, language), (_TAKE_BACK, UNDO, plan.base), language)


def taken_back(plan: Plan, language: Language) -> Layout:
    """Return the message that a revision was rolled back, and what is still in the folder."""
    return Layout(panel(_TAKEN_BACK.fill(revision=plan.base).in_(language), plan_text(plan, language)))


def kept(upload: Upload, *, was_there: bool = False) -> Text:
    """Return the message that a listing is in the folder."""
    text = _THERE if was_there else _KEPT
    return text.fill(name=inline(upload.name, _NAME_UNITS), count=len(upload.parsed.papers))


def ask_to_overwrite(upload: Upload, upload_id: int, language: Language) -> Layout:
    """Return the question whether a listing may replace another file."""
    asked = _ASK_OVERWRITE.fill(name=inline(upload.name, _NAME_UNITS), count=len(upload.parsed.papers))
    return _asking(asked.in_(language), "", (_OVERWRITE, OVERWRITE, upload_id), language)


def _question(plan: Plan, language: Language, head: Text, lead: Text | None = None) -> Layout:
    """Return the message that asks whether to load; its button names the plan shown."""
    said = _joined(language, head, lead, _BROUGHT_BACK if plan.rolled_back else None)
    action = (_LOAD, APPLY, plan.base, plan.difference.digest)
    return _asking(said, plan_text(plan, language), action, language, danger=not plan.is_harmless)


def _asking(
    head: str, text: str, action: tuple[Text, str, *tuple[object, ...]], language: Language, *, danger: bool = True
) -> Layout:
    label, name, *arguments = action
    style = discord.ButtonStyle.danger if danger else discord.ButtonStyle.primary
    row = ui.ActionRow(button(label, language, name, *arguments, style=style))
    return Layout(panel(head, text, row, colour=discord.Colour.red() if danger else ACCENT))


def _joined(language: Language, *texts: Text | None) -> str:
    return "\n".join(text.in_(language) for text in texts if text)
