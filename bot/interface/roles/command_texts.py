"""What /roles answers."""

from __future__ import annotations

from bot.texts import Text

__all__ = [
    "ADDED",
    "CANNOT_PING",
    "CHANGED",
    "EDITED",
    "HEAD",
    "MENU_AT",
    "MENU_CURRENT",
    "MENU_FAILED",
    "MENU_GONE",
    "MENU_NONE",
    "MORE",
    "MOVED",
    "NOTHING_OFFERED",
    "NO_CHANNEL",
    "NO_MATCHES",
    "NO_SUCH_TOPIC",
    "POSTED",
    "REMOVED",
    "REPLACED",
    "SHOW_NONE",
    "SOME_MATCHES",
    "UNUSABLE",
]

ADDED = Text(
    "✅ Members can take <@&{role}> for **{topic}**.",
    "✅ 멤버가 **{topic}** 주제의 <@&{role}> 역할을 받을 수 있습니다.",
)
CHANGED = Text(
    "⚠️ This replaced what was set before: **{topic}** with <@&{role}>.",
    "⚠️ 이전 설정을 바꾸었습니다: **{topic}** 주제의 <@&{role}> 역할.",
)
SOME_MATCHES = Text(
    "Of the papers of the last 60 days, {count:,} are on it.", "최근 60일 목록의 논문 중 {count:,}편이 이 주제입니다."
)
NO_MATCHES = Text(
    "⚠️ No paper of the last 60 days is on it: check the spelling, or name a broader topic.",
    "⚠️ 최근 60일 목록에는 이 주제의 논문이 없습니다. 철자를 확인하거나 더 넓은 주제를 적어 주세요.",
)
CANNOT_PING = Text(
    "❌ I cannot ping <@&{role}>, so nobody would be notified: let anyone mention it in its settings, or grant me "
    "“Mention @everyone, @here, and All Roles”.",
    "❌ <@&{role}> 역할에 알림을 보낼 수 없어 아무도 알림을 받지 못합니다. 역할 설정에서 멘션을 허용하거나 봇에게 "
    "“@everyone, @here, 모든 역할 멘션하기” 권한을 주세요.",
)
REMOVED = Text(
    "✅ **{topic}** is offered no more. Who has <@&{role}> keeps it, but posts do not ping it any more.",
    "✅ **{topic}** 주제를 뺐습니다. <@&{role}> 역할은 받은 멤버에게 남지만 더 이상 알림을 보내지 않습니다.",
)
NO_SUCH_TOPIC = Text(
    "“{topic}” is not offered: pick one of the suggestions, or look at /roles show.",
    "“{topic}” 주제는 설정되어 있지 않습니다. 제안 중에서 고르거나 /역할 보기를 확인해 주세요.",
)
MENU_CURRENT = Text("The message with the button shows it.", "버튼이 있는 메시지에 반영했습니다.")
MENU_NONE = Text(
    "Post the message in which members pick topics with /roles post.",
    "멤버가 주제를 고르는 메시지는 /역할 게시로 올려 주세요.",
)
MENU_GONE = Text(
    "⚠️ The message with the button was deleted: /roles post posts it again.",
    "⚠️ 버튼이 있는 메시지가 삭제되었습니다. /역할 게시로 다시 올려 주세요.",
)
MENU_FAILED = Text(
    "⚠️ The message with the button could not be changed just now: /roles post brings it up to date.",
    "⚠️ 버튼이 있는 메시지를 지금은 고치지 못했습니다. /역할 게시로 다시 반영해 주세요.",
)
MENU_AT = Text("The message with the button: {link}", "버튼이 있는 메시지: {link}")
HEAD = Text("### Roles for topics: {count} of at most {most}", "### 주제별 역할 {count}개 (최대 {most}개)")
SHOW_NONE = Text(
    "No roles are offered for topics. /roles add offers one.", "주제별 역할이 없습니다. /역할 추가로 만들 수 있습니다."
)
UNUSABLE = Text("❌ **{topic}**: {reason}", "❌ **{topic}**: {reason}")
MORE = Text("❌ {count} more have problems, too.", "❌ 그 밖에 {count}개에도 문제가 있습니다.")
NOTHING_OFFERED = Text(
    "There is nothing to pick yet: offer a role for a topic with /roles add first.",
    "아직 고를 수 있는 주제가 없습니다. 먼저 /역할 추가로 주제의 역할을 정해 주세요.",
)
NO_CHANNEL = Text(
    "The message goes to a text or announcement channel: name one with the option channel.",
    "메시지는 텍스트 채널이나 공지 채널에 올립니다. 채널 옵션에서 하나를 골라 주세요.",
)
POSTED = Text("✅ Posted: {link}", "✅ 올렸습니다: {link}")
EDITED = Text("✅ The message is up to date: {link}", "✅ 메시지를 최신 상태로 고쳤습니다: {link}")
REPLACED = Text(
    "It takes the place of the one in <#{channel}>, which I deleted.",
    "<#{channel}> 채널에 있던 메시지는 삭제했습니다.",
)
MOVED = Text(
    "It takes the place of the one in <#{channel}>. Please delete that one: I could not.",
    "<#{channel}> 채널에 있던 메시지를 대신합니다. 이전 메시지는 삭제하지 못했으니 직접 삭제해 주세요.",
)
