### What a logo reads of itself in a brief, in Russian; what a message is and what stands in it: see en.ftl.
### What is inserted is never inflected: days stand where the genitive does, names in quotation marks or after a colon or a dash.

## Headings

heading-decide = Какие решения нам нужны от вас
heading-goals = Зачем вы выбрали нас и о чём мы договорились
heading-promises = Что мы пообещали друг другу
heading-use = Как вы пользуетесь продуктом
heading-proof = Что это изменило
heading-trouble = Что не удалось и что мы с этим делаем
heading-told = Что вы нам сказали
heading-roadmap = Над чем мы для вас работаем
heading-next = Следующий квартал вместе
heading-question = Вопрос к вам

## The brief itself

kind-qbr = Квартальный обзор
kind-ebr = Обзор для руководства
title = { $logo } · { $kind }, { $quarter }
as-of = По состоянию на { $day }
meeting = К нашей встрече { $day }
point = Пункт
so-what = Что из этого следует
source = Источник

## Where a point comes from

source-activity = активность в продукте
source-contracts = договор
source-goals = согласованные цели
source-promises = договорённости
source-proofs = сравнение двух групп
source-surveys = опросы
source-support = обращения в поддержку
source-reviews = предыдущий обзор
source-roadmap = план развития продукта
source-to = { $source }, { $day }

## What we ask you to decide

decide-term = Наш договор действует до { $ends }. Сможем ли мы согласовать условия на следующий период не позднее { $by }?
decide-term-then = Наш договор действует до { $ends }. Сможем ли мы до этого времени согласовать условия на следующий период?
decide-term-why = Для этого нам нужно знать, сколько пользователей вы планируете и на какой срок.
decide-promise = Кто с вашей стороны займётся договорённостью «{ $what }» и к какому сроку?
decide-promise-why = Её обещали выполнить до { $due }, но она всё ещё открыта.
decide-goal = Оставляем цель «{ $goal }» без изменений или пересматриваем целевое значение?
decide-goal-why = Мы отстаём от плана, а цель, в которую никто не верит, не помогает ни вам, ни нам.
decide-first-goal = По какому результату вы будете оценивать нашу работу на следующем обзоре?
decide-first-goal-why = Мы с вами ещё не согласовали ни одной цели, выраженной числом.
decide-reach = Какая команда начнёт следующей и кто возглавит это с вашей стороны?
decide-reach-why = { $seats ->
    [one] Из { $seats } вашей учётной записи не используется { $idle }.
   *[other] Из { $seats } ваших учётных записей не используется { $idle }.
}
decide-measure = Кто с вашей стороны может подключить данные об использовании?
decide-measure-why = Без них мы не сможем показать, что вы получаете за свои деньги.
decide-pilot = Готовы ли вы опробовать «{ $name }» до выпуска, намеченного на { $due }, и кто примет в этом участие?
decide-pilot-why = Вы об этом говорили; ваше слово важнее всего, пока ещё можно что-то изменить.
decide-next = Что мы сделаем вместе до следующего обзора и кто возглавит это с вашей стороны?
decide-next-why = Всё, о чём мы договорились, выполняется.
decide-leaving = Наше сотрудничество завершается { $ends }. Что вам нужно от нас до этого дня?
decide-leaving-why = Мы хотим, чтобы вы забрали все свои данные и чтобы ничего не осталось нерешённым.
decide-left = Наше сотрудничество завершилось { $ended }
decide-hand-over = Что ещё нужно передать и кому?
decide-hand-over-why = Без вашего согласия ваши данные не должны оставаться у нас.

## Goals. $now and the others are values with their unit

goal-why = Зачем вы выбрали нас: { $why }
goal-reached = { $goal }: { $now } на { $day }, цель { $target } достигнута (в начале — { $start })
goal-on-plan = { $goal }: { $now } на { $day }, по плану (в начале — { $start }, цель до { $due } — { $target })
goal-behind = { $goal }: { $now } на { $day }, с отставанием от плана (в начале — { $start }, цель до { $due } — { $target })
goal-under-way = { $goal }: { $now } на { $day }
goal-unmeasured = { $goal }: ещё не измерено
goal-unmeasured-target = { $goal }: ещё не измерено; цель до { $due } — { $target }
goal-quarter-ago = кварталом ранее — { $value }
goal-year-ago = годом ранее — { $value }
goal-reached-so = Что это даёт вам и что будет дальше?
goal-on-plan-so = Если ничего не изменится, цель будет достигнута в срок.
goal-behind-so = Мы назовём, что этому мешает и что с этим сделает каждый из нас.
goal-unmeasured-so = Давайте договоримся, кто и когда это измерит.
goal-old-so = В последний раз это измеряли { $day }; прежде чем делать выводы, давайте измерим снова.
progress-start = в начале
progress-now = сейчас
progress-target = цель

## Commitments. $who is the side, and its owner where there is one

promise-agreed = { $day } мы договорились: { $agreed }
promise-done = Выполнено: { $what } ({ $who }, обещано до { $due })
promise-partly = Выполнено частично: { $what } ({ $who }, обещано до { $due })
promise-missed = Не выполнено: { $what } ({ $who }, обещано до { $due })
promise-overdue = Ещё не завершено: { $what } ({ $who }, обещано до { $due })
promise-done-undated = Выполнено: { $what } ({ $who })
promise-partly-undated = Выполнено частично: { $what } ({ $who })
promise-missed-undated = Не выполнено: { $what } ({ $who })
by-us = с нашей стороны
by-you = с вашей стороны
by-us-owner = { $owner } с нашей стороны
by-you-owner = { $owner } с вашей стороны

## Use

use-people = За { $days ->
    [one] последний { $days } день
    [few] последние { $days } дня
   *[many] последние { $days } дней
} (по { $day } включительно) продуктом { $active ->
    [0] не воспользовался никто
    [one] воспользовался { $active }
   *[other] воспользовались { $active }
} { $seats ->
    [one] из { $seats } пользователя
   *[other] из { $seats } пользователей
}
use-quarter-ago = кварталом ранее — { $value }
use-year-ago = годом ранее — { $value }
use-peers = { $logos ->
    [one] доля активных пользователей у вас — { $share }, медиана для { $logos } похожей компании — { $median }
   *[other] доля активных пользователей у вас — { $share }, медиана для { $logos } похожих компаний — { $median }
}
use-people-few-so = Привлечь ещё одну команду ценнее, чем добавить любую новую функцию.
use-people-fell-so = Продуктом пользуется меньше людей; давайте вместе выясним, кто перестал и почему.
use-people-most-so = Продукт стал частью ежедневной работы; давайте определим, какой результат вы хотите от этого видеть.
use-people-less-so = Большинство по-прежнему пользуется продуктом, но реже; что стало менее полезным?
use-people-rose-so = Продуктом пользуется больше людей; то, что они делают, стоит показать остальным.
use-people-steady-so = { $idle ->
    [one] Следующим мог бы начать ещё { $idle } человек; кому это дало бы больше всего?
    [few] Следующими могли бы начать ещё { $idle } человека; кому это дало бы больше всего?
   *[many] Следующими могли бы начать ещё { $idle } человек; кому это дало бы больше всего?
}
use-volume = { $actions ->
    [0] Ни одного выполненного действия { $span }
    [one] { $actions } выполненное действие { $span }
    [few] { $actions } выполненных действия { $span }
   *[many] { $actions } выполненных действий { $span }
}
use-volume-before = за столько же дней предыдущего квартала — { $before }
use-volume-year = годом ранее — { $before }
use-volume-fell-so = С помощью продукта вы выполняете меньше работы; давайте выясним, что мешает или что стало ненужным.
use-volume-rose-so = С помощью продукта вы выполняете больше работы; давайте договоримся, в каком результате это должно быть видно.
use-volume-steady-so = Использование ровное; следующий шаг — результат, который вы сможете выразить числом.
use-mover-rose = { $now ->
    [few] Действие «{ $action }» выполняют чаще: { $now } раза, за столько же дней предыдущего квартала — { $before }
   *[other] Действие «{ $action }» выполняют чаще: { $now } раз, за столько же дней предыдущего квартала — { $before }
}
use-mover-fell = { $now ->
    [few] Действие «{ $action }» выполняют реже: { $now } раза, за столько же дней предыдущего квартала — { $before }
   *[other] Действие «{ $action }» выполняют реже: { $now } раз, за столько же дней предыдущего квартала — { $before }
}
use-mover-rose-so = Здесь продукт становится вам всё нужнее; кому ещё он был бы полезен?
use-mover-fell-so = Если вы отказались от этого осознанно, всё в порядке; если нет, поможет короткое обучение.
use-most = Самые частые действия: { $list }
use-most-item = «{ $action }» ({ $now })
use-most-so = Именно здесь более удобный способ работы окупится сразу.
use-alike = { $logos ->
    [one] Из { $logos } похожей компании функцию «{ $action }» используют { $users }, вы — пока нет
   *[other] Из { $logos } похожих компаний функцию «{ $action }» используют { $users }, вы — пока нет
}
use-alike-so = За полчаса мы можем показать, что они с ней делают.
use-unmeasured = Как вы пользуетесь продуктом, не измеряется: данных об активности мы не получали
use-unmeasured-so = Если подключить данные об активности, в следующий раз мы покажем, что вам даёт продукт.
use-nobody = Кто именно пользовался продуктом, неизвестно: в полученных данных об активности не указаны люди
use-stale = Наши данные об использовании заканчиваются { $day }; о времени после этого мы ничего не утверждаем
use-young = Измеряем с { $day }: период слишком короткий, чтобы сравнивать его с предыдущим кварталом
use-stale-so = Давайте договоримся, кто присылает данные об активности, чтобы мы с вами видели одну и ту же картину.

## Proof of value. $target and $control are the changes of the two groups on average; $control and the interval come without a unit

proof-improved = { $name }: стало лучше; изменение у участников: { $target }, у остальных: { $control }, разница: { $difference } (95-процентный интервал: от { $low } до { $high })
proof-no-difference = { $name }: разницы не выявлено; изменение у участников: { $target }, у остальных: { $control }, разница: { $difference } (95-процентный интервал: от { $low } до { $high })
proof-worse = { $name }: стало хуже; изменение у участников: { $target }, у остальных: { $control }, разница: { $difference } (95-процентный интервал: от { $low } до { $high })
proof-few = { $name }: слишком мало людей для вывода (участников — { $with }, остальных — { $without })
proof-not-over = { $name }: ещё продолжается; результат узнаем { $day }
proof-improved-so = Кому ещё стоит это предложить?
proof-no-difference-so = Результат такой, какой есть; давайте решим, продолжать или попробовать иначе.
proof-worse-so = Результат такой, какой есть; мы прекратим это или изменим и скажем, что именно выбрали.
proof-few-so = Вывод будет возможен, если в каждой группе будет не меньше пяти человек.
proof-per-week = { $value } действия на человека в неделю

## What did not go well

trouble-waiting = { $count ->
    [1] { $count } обращение в поддержку открыто уже более { $days ->
        [one] { $days } дня
       *[other] { $days } дней
    }, с { $since }
    [one] { $count } обращение в поддержку открыто уже более { $days ->
        [one] { $days } дня
       *[other] { $days } дней
    }, самое давнее — с { $since }
    [few] { $count } обращения в поддержку открыты уже более { $days ->
        [one] { $days } дня
       *[other] { $days } дней
    }, самое давнее — с { $since }
   *[many] { $count } обращений в поддержку открыты уже более { $days ->
        [one] { $days } дня
       *[other] { $days } дней
    }, самое давнее — с { $since }
}
trouble-waiting-so = { $count ->
    [1] По этому обращению мы назовём срок и скажем, что изменим.
   *[other] По каждому обращению мы назовём срок и скажем, что изменим.
}
trouble-open = «{ $subject }», открыто { $day }
trouble-support = { $count ->
    [one] { $count } обращение
    [few] { $count } обращения
   *[many] { $count } обращений
} в поддержку за { $days ->
    [one] последний { $days } день
    [few] последние { $days } дня
   *[many] последние { $days } дней
} (по { $day } включительно)
trouble-closed = закрыто { $closed }, медианное время до закрытия — { $took ->
    [0] меньше суток
    [one] { $took } день
    [few] { $took } дня
   *[many] { $took } дней
}
trouble-support-many-so = Это больше, чем нам хотелось бы; мы скажем, что изменим, чтобы обращений стало меньше.
trouble-support-so = Были ли ответы на них такими, как вам нужно?
trouble-none = Ни одного обращения в поддержку за { $days ->
    [one] последний { $days } день
    [few] последние { $days } дня
   *[many] последние { $days } дней
} (по { $day } включительно)
trouble-none-so = Что вам мешало, о чём мы ещё не знаем?
trouble-support-stale = Наши записи о ваших обращениях в поддержку заканчиваются { $day }; о времени после этого мы ничего не утверждаем

## What you told us. $asked is the question with its scale

ask-nps = Готовность рекомендовать нас (0–10)
ask-csat = Удовлетворённость (1–5)
ask-other = { $kind }
told-score = { $count ->
    [1] { $asked }: { $mean } ({ $count } ответ за полгода до { $day })
    [one] { $asked }: в среднем { $mean } ({ $count } ответ за полгода до { $day })
    [few] { $asked }: в среднем { $mean } ({ $count } ответа за полгода до { $day })
   *[many] { $asked }: в среднем { $mean } ({ $count } ответов за полгода до { $day })
}
told-before = { $count ->
    [one] за предыдущие полгода — { $mean } ({ $count } ответ)
    [few] за предыдущие полгода — { $mean } ({ $count } ответа)
   *[many] за предыдущие полгода — { $mean } ({ $count } ответов)
}
told-answered = { $people ->
    [0] не ответил никто
    [one] ответил { $people }
   *[other] ответили { $people }
} { $seats ->
    [one] из { $seats } пользователя
   *[other] из { $seats } пользователей
}
told-low-so = Этого недостаточно; давайте разберём комментарии один за другим.
told-fell-so = Раньше оценка была выше; что для вас изменилось?
told-high-so = То, что вам нравится больше всего, и стоит развивать.
told-rose-so = Оценка стала выше; какое из изменений этому способствовало?
told-steady-so = Что подняло бы оценку на один балл?
told-quote = { $quote } ({ $day })
told-stale = Последний ответ на опрос получен { $day }; с тех пор ответов не поступало
told-stale-so = Мы проведём новый опрос до следующего обзора.

## Roadmap

roadmap-planned = { $name }: запланировано
roadmap-planned-due = { $name }: запланировано на { $due }
roadmap-under-way = { $name }: в работе
roadmap-under-way-due = { $name }: в работе, выпуск намечен на { $due }
roadmap-shipped = { $name }: выпущено
roadmap-shipped-on = { $name }: выпущено { $day }
roadmap-planned-so = Вы об этом говорили; скажите, что это должно вам дать, прежде чем мы начнём.
roadmap-under-way-so = Вы об этом говорили; давайте договоримся, что это должно давать вам в день выпуска.
roadmap-shipped-so = Вы об этом говорили; давайте проверим, то ли это, что вы имели в виду.

## Next quarter

next-promise = { $what } ({ $who }, до { $due })
next-promise-undated = { $what } ({ $who }, срока ещё нет)
more = Ещё { $n } в полной версии
next-none = Шаги на следующий квартал пока не согласованы
next-none-so = Давайте договоримся об одном шаге с вашей стороны и одном с нашей, у каждого — ответственный и срок.

## A question for you

question = { $question }
question-for = { $name }: { $question }
ask-unmeasured = Какое число через квартал убедило бы вас, что всё это было не зря?
ask-fell = О каких переменах у вас с прошлого квартала нам стоит знать?
ask-few = Кто из вас первым почувствовал бы, что продукта не стало, а кто бы этого не заметил?
ask-waiting = Что непременно должно измениться к нашему следующему обзору, если выбрать что-то одно?
ask-rose = Где ещё это могло бы вам помочь и кто решал бы это вместе с вами?
ask-steady = Что должно осуществиться за год, чтобы вы сказали: это того стоило?
ask-leaving = Что нам следовало сделать иначе и когда это ещё помогло бы?
ask-left = Что должно было бы измениться, чтобы вы снова рассмотрели сотрудничество с нами?

## The meeting, and the mails before and after it

agenda = Повестка
agenda-item = { $heading } ({ $minutes } мин)
agenda-with = Участники: { $names }
mail-hello = Здравствуйте!
mail-subject-before = { $title }: повестка
mail-before = Вот что мы хотели бы обсудить с вами { $day } ({ $minutes } мин):
mail-before-undated = Вот что мы хотели бы обсудить с вами ({ $minutes } мин):
mail-missing = Напишите, чего здесь не хватает и кого ещё стоит пригласить.
mail-subject-after = { $logo }: о чём мы договорились { $day }
mail-thanks = Спасибо за встречу { $day }.
mail-agreed = О чём мы договорились:
mail-we-do = Что делаем мы:
mail-you-do = Что делаете вы:
mail-earlier = Ещё не закрыто с прошлого раза:
mail-promise = { $what } ({ $about })
mail-owner-by = { $owner }, до { $day }
mail-by = до { $day }
mail-overdue = { $owner }, обещано до { $day }
mail-nothing = После этой встречи ни за кем из нас нет задач.
mail-next = Следующая встреча: { $day }.
mail-no-next = Когда нам встретиться в следующий раз?
mail-wrong = Если мы что-то поняли неверно, напишите нам, и мы исправим.
mail-regards = С уважением,
