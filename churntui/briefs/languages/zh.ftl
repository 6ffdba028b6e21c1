### What a logo reads of itself in a brief, in Chinese as written on the mainland; what a message is and what stands in it: see en.ftl.
### No blank between characters and figures, as the days have none; names stand in quotation marks or beside punctuation.

## Headings

heading-decide = 请贵公司决定的事项
heading-goals = 合作初衷与约定目标
heading-promises = 双方的承诺
heading-use = 使用情况
heading-proof = 带来的变化
heading-trouble = 不足之处与我们的改进
heading-told = 贵公司的反馈
heading-roadmap = 我们正在为贵公司做的工作
heading-next = 下季度共同计划
heading-question = 想请教您的问题

## The brief itself

kind-qbr = 季度业务回顾
kind-ebr = 高管业务回顾
title = { $logo } · { $kind }，{ $quarter }
as-of = 截至{ $day }
meeting = 会议日期：{ $day }
point = 要点
so-what = 后续建议
source = 来源

## Where a point comes from

source-activity = 产品使用数据
source-contracts = 合同
source-goals = 约定目标
source-promises = 双方承诺
source-proofs = 两组对比
source-surveys = 问卷调查
source-support = 支持请求
source-reviews = 业务回顾
source-roadmap = 产品路线图
source-to = { $source }，{ $day }

## What we ask you to decide

decide-term = 现有协议将于{ $ends }到期。能否在{ $by }之前商定下一期合作？
decide-term-then = 现有协议将于{ $ends }到期。能否在此之前商定下一期合作？
decide-term-why = 为此，请告知贵公司所需的席位数量和合作期限。
decide-promise = “{ $what }”由贵公司哪位负责，何时完成？
decide-promise-why = 此事原定于{ $due }完成，目前仍未完成。
decide-goal = 目标“{ $goal }”是维持不变，还是调整目标值？
decide-goal-why = 目前进度落后于计划；没有人相信的目标，对双方都没有帮助。
decide-first-goal = 下次回顾时，贵公司希望以哪项成果来衡量我们？
decide-first-goal-why = 双方尚未约定任何量化目标。
decide-reach = 下一个开始使用的是哪个团队，由贵公司哪位牵头？
decide-reach-why = 贵公司{ $seats }个席位中，有{ $idle }个尚未使用。
decide-measure = 贵公司哪位可以接入使用数据？
decide-measure-why = 没有这些数据，我们无法说明贵公司的投入带来了什么回报。
decide-pilot = “{ $name }”计划于{ $due }发布，贵公司是否愿意提前试用，由哪些人参与？
decide-pilot-why = 这是贵公司提出的需求；趁现在还能修改，您的意见最有分量。
decide-next = 到下次回顾之前，我们一起做哪一件事，由贵公司哪位牵头？
decide-next-why = 此前约定的事项均在推进之中。
decide-leaving = 服务将于{ $ends }终止。在此之前，贵公司还需要我们做什么？
decide-leaving-why = 我们希望贵公司带走全部数据，不留任何未了事项。
decide-left = 服务已于{ $ended }终止
decide-hand-over = 还有哪些内容需要移交，交给哪位？
decide-hand-over-why = 未经贵公司同意，我们不应保留贵公司的任何数据。

## Goals. $now and the others are values with their unit

goal-why = 合作初衷：{ $why }
goal-reached = { $goal }：截至{ $day }为{ $now }，已达到目标{ $target }（起点为{ $start }）
goal-on-plan = { $goal }：截至{ $day }为{ $now }，进度符合计划（起点为{ $start }，目标是在{ $due }前达到{ $target }）
goal-behind = { $goal }：截至{ $day }为{ $now }，进度落后于计划（起点为{ $start }，目标是在{ $due }前达到{ $target }）
goal-under-way = { $goal }：截至{ $day }为{ $now }
goal-unmeasured = { $goal }：尚未测量
goal-unmeasured-target = { $goal }：尚未测量；目标是在{ $due }前达到{ $target }
goal-quarter-ago = 上一季度同期为{ $value }
goal-year-ago = 一年前为{ $value }
goal-reached-so = 这给贵公司带来了什么，接下来的目标是什么？
goal-on-plan-so = 如无其他变化，目标将如期实现。
goal-behind-so = 我们会说明受阻的原因，以及双方各自要做什么。
goal-unmeasured-so = 让我们一起确定由谁、在何时测量。
goal-old-so = 上次测量是在{ $day }；让我们重新测量后再作判断。
progress-start = 起点
progress-now = 当前
progress-target = 目标

## Commitments. $who is the side, and its owner where there is one

promise-agreed = 我们在{ $day }约定：{ $agreed }
promise-done = 已完成：{ $what }（{ $who }，约定日期：{ $due }）
promise-partly = 部分完成：{ $what }（{ $who }，约定日期：{ $due }）
promise-missed = 未完成：{ $what }（{ $who }，约定日期：{ $due }）
promise-overdue = 逾期未完成：{ $what }（{ $who }，约定日期：{ $due }）
promise-done-undated = 已完成：{ $what }（{ $who }）
promise-partly-undated = 部分完成：{ $what }（{ $who }）
promise-missed-undated = 未完成：{ $what }（{ $who }）
by-us = 我方
by-you = 贵方
by-us-owner = 我方：{ $owner }
by-you-owner = 贵方：{ $owner }

## Use

use-people = { $active ->
    [0] 截至{ $day }的{ $days }天内，{ $seats }位用户均未使用产品
   *[other] 截至{ $day }的{ $days }天内，{ $seats }位用户中有{ $active }位使用了产品
}
use-quarter-ago = 上一季度同期为{ $value }位
use-year-ago = 一年前为{ $value }位
use-peers = 贵公司的活跃席位占{ $share }，{ $logos }家同类公司的中位数为{ $median }
use-people-few-so = 让再多一个团队用起来，比任何新功能都更有价值。
use-people-fell-so = 持续使用的人减少了；让我们一起了解哪些人不再使用，以及原因。
use-people-most-so = 产品已融入日常工作；让我们一起确定您希望由此看到的成果。
use-people-less-so = 多数人仍在使用，但用得更少；哪些功能不如以前有用了？
use-people-rose-so = 持续使用的人增多了；他们的做法值得介绍给其他同事。
use-people-steady-so = 还有{ $idle }位用户可以开始使用；其中谁最能从中受益？
use-volume = { $actions ->
    [0] { $span }没有完成任何操作
   *[other] { $span }共完成{ $actions }次操作
}
use-volume-before = 上一季度相同天数内为{ $before }次
use-volume-year = 一年前为{ $before }次
use-volume-fell-so = 通过产品完成的工作减少了；让我们一起了解是遇到了障碍，还是有些工作已不再需要。
use-volume-rose-so = 通过产品完成的工作增多了；让我们一起确定这应当体现在哪项成果上。
use-volume-steady-so = 使用情况稳定；下一步是取得一项可以量化的成果。
use-mover-rose = “{ $action }”的使用增多：本期{ $now }次，上一季度相同天数内{ $before }次
use-mover-fell = “{ $action }”的使用减少：本期{ $now }次，上一季度相同天数内{ $before }次
use-mover-rose-so = 这项功能正变得越来越重要；还有谁可以从中受益？
use-mover-fell-so = 如果是有意停用，那没有问题；如果不是，一次简短的培训就能恢复使用。
use-most = 使用最多的操作：{ $list }
use-most-item = “{ $action }”（{ $now }次）
use-most-so = 在这些地方改进工作方式，见效最快。
use-alike = { $logos }家同类公司中有{ $users }家使用“{ $action }”，贵公司尚未使用
use-alike-so = 我们可以用半小时演示他们是如何使用的。
use-unmeasured = 使用情况尚无法衡量：我们没有收到任何使用数据
use-unmeasured-so = 接入使用数据后，下次我们就能说明产品给贵公司带来了什么。
use-nobody = 无法得知哪些人使用过产品：我们收到的使用数据中没有用户信息
use-stale = 我们掌握的使用数据截至{ $day }；对此后的情况不作任何判断
use-young = 自{ $day }起才有数据：时间太短，无法与上一季度比较
use-stale-so = 让我们一起确定由谁提供使用数据，以便双方看到相同的情况。

## Proof of value. $target and $control are the changes of the two groups on average; $control and the interval come without a unit

proof-improved = { $name }：有改善；参与组变化{ $target }，其他人变化{ $control }，相差{ $difference }（95%置信区间：{ $low }至{ $high }）
proof-no-difference = { $name }：未显示差异；参与组变化{ $target }，其他人变化{ $control }，相差{ $difference }（95%置信区间：{ $low }至{ $high }）
proof-worse = { $name }：变差；参与组变化{ $target }，其他人变化{ $control }，相差{ $difference }（95%置信区间：{ $low }至{ $high }）
proof-few = { $name }：人数太少，无法得出结论（参与组{ $with }人，其他{ $without }人）
proof-not-over = { $name }：尚未结束；结果将于{ $day }揭晓
proof-improved-so = 还有谁也应当参与？
proof-no-difference-so = 结果如实呈现；让我们一起决定是继续，还是换一种方式。
proof-worse-so = 结果如实呈现；我们会停止或调整，并说明是哪一种。
proof-few-so = 两组各有至少五人时，才能得出结论。
proof-per-week = 每人每周{ $value }次操作

## What did not go well

trouble-waiting = { $count ->
    [1] 有{ $count }个支持请求超过{ $days }天未解决，提交于{ $since }
   *[other] 有{ $count }个支持请求超过{ $days }天未解决，最早的提交于{ $since }
}
trouble-waiting-so = { $count ->
    [1] 我们会给出解决日期，并说明将作出哪些改变。
   *[other] 我们会逐一给出解决日期，并说明将作出哪些改变。
}
trouble-open = “{ $subject }”，提交于{ $day }
trouble-support = 截至{ $day }的{ $days }天内共有{ $count }个支持请求
trouble-closed = { $took ->
    [0] 已解决{ $closed }个，用时中位数不足1天
   *[other] 已解决{ $closed }个，用时中位数为{ $took }天
}
trouble-support-many-so = 这个数量超出我们的预期；我们会说明将如何减少。
trouble-support-so = 这些请求的答复是否满足了贵公司的需要？
trouble-none = 截至{ $day }的{ $days }天内没有支持请求
trouble-none-so = 有哪些困扰是我们还不知道的？
trouble-support-stale = 我们掌握的支持请求记录截至{ $day }；对此后的情况不作任何判断

## What you told us. $asked is the question with its scale

ask-nps = 推荐意愿（0–10）
ask-csat = 满意度（1–5）
ask-other = { $kind }
told-score = { $count ->
    [1] { $asked }：截至{ $day }的半年内为{ $mean }分，共{ $count }份答复
   *[other] { $asked }：截至{ $day }的半年内平均{ $mean }分，共{ $count }份答复
}
told-before = { $count ->
    [1] 此前半年为{ $mean }分，共{ $count }份答复
   *[other] 此前半年平均{ $mean }分，共{ $count }份答复
}
told-answered = { $people ->
    [0] { $seats }位用户均未答复
   *[other] { $seats }位用户中有{ $people }位答复
}
told-low-so = 这样的结果还不够好；让我们逐条讨论这些意见。
told-fell-so = 评分比以前低了；是什么发生了变化？
told-high-so = 您最满意的地方，正是值得继续发展的方向。
told-rose-so = 评分比以前高了；是哪项改变带来的？
told-steady-so = 怎样才能让评分再提高一分？
told-quote = { $quote }（{ $day }）
told-stale = 最近一次问卷答复是在{ $day }；此后没有新的答复
told-stale-so = 下次回顾之前，我们会再次调查。

## Roadmap

roadmap-planned = { $name }：已列入计划
roadmap-planned-due = { $name }：计划于{ $due }发布
roadmap-under-way = { $name }：正在开发
roadmap-under-way-due = { $name }：正在开发，预计{ $due }发布
roadmap-shipped = { $name }：已发布
roadmap-shipped-on = { $name }：已于{ $day }发布
roadmap-planned-so = 这是贵公司提出的需求；在我们动手之前，请告诉我们它必须做到什么。
roadmap-under-way-so = 这是贵公司提出的需求；让我们一起确定发布当天它必须做到什么。
roadmap-shipped-so = 这是贵公司提出的需求；让我们一起确认它是否符合您的本意。

## Next quarter

next-promise = { $what }（{ $who }，{ $due }前）
next-promise-undated = { $what }（{ $who }，日期待定）
more = 另有{ $n }项，见完整版
next-none = 下一季度的行动尚未约定
next-none-so = 让我们约定双方各一项行动，并各自明确负责人和日期。

## A question for you

question = { $question }
question-for = { $name }：{ $question }
ask-unmeasured = 一个季度之后，哪个数字会让您觉得这是值得的？
ask-fell = 与上一季度相比，贵公司有哪些变化是我们应当了解的？
ask-few = 如果没有了这款产品，贵公司谁会最先感到不便，谁又不会察觉？
ask-waiting = 到下次回顾时，哪一件事必须有所改变？
ask-rose = 接下来它还能在哪里帮到贵公司，由谁与您一起决定？
ask-steady = 一年之后，要实现什么，您才会说这是值得的？
ask-leaving = 我们当初应当怎样做，在什么时候做，才还来得及？
ask-left = 要有哪些改变，您才会重新考虑与我们合作？

## The meeting, and the mails before and after it

agenda = 议程
agenda-item = { $heading }（{ $minutes } 分钟）
agenda-with = 参会人：{ $names }
mail-hello = 您好：
mail-subject-before = { $title }：议程
mail-before = { $day }的会议，我们想用 { $minutes } 分钟与您讨论以下内容：
mail-before-undated = 我们想用 { $minutes } 分钟与您讨论以下内容：
mail-missing = 如有遗漏，或希望邀请其他人参加，请告诉我们。
mail-subject-after = { $logo }：{ $day }会议约定
mail-thanks = 感谢您参加{ $day }的会议。
mail-agreed = 我们约定：
mail-we-do = 我方负责：
mail-you-do = 贵方负责：
mail-earlier = 此前尚未完成：
mail-promise = { $what }（{ $about }）
mail-owner-by = { $owner }，{ $day }前
mail-by = { $day }前
mail-overdue = { $owner }，约定日期：{ $day }
mail-nothing = 本次会议没有需要任何一方跟进的事项。
mail-next = 下次会议：{ $day }。
mail-no-next = 下次会议定在什么时候？
mail-wrong = 如有误解之处，请告诉我们，我们会更正。
mail-regards = 此致敬礼
