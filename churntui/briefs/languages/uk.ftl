### What a logo reads of itself in a brief, in Ukrainian; what a message is and what stands in it: see en.ftl.
### What is inserted is never inflected: days stand where the genitive does, names in quotation marks or after a colon or a dash.

## Headings

heading-decide = Які рішення нам потрібні від вас
heading-goals = Навіщо ви обрали нас і про що ми домовилися
heading-promises = Що ми пообіцяли одне одному
heading-use = Як ви користуєтеся продуктом
heading-proof = Що це змінило
heading-trouble = Що не вдалося і що ми з цим робимо
heading-told = Що ви нам сказали
heading-roadmap = Над чим ми для вас працюємо
heading-next = Наступний квартал разом
heading-question = Запитання до вас

## The brief itself

kind-qbr = Квартальний огляд
kind-ebr = Огляд для керівництва
title = { $logo } · { $kind }, { $quarter }
as-of = Станом на { $day }
meeting = До нашої зустрічі { $day }
point = Пункт
so-what = Що з цього випливає
source = Джерело

## Where a point comes from

source-activity = активність у продукті
source-contracts = договір
source-goals = погоджені цілі
source-promises = домовленості
source-proofs = порівняння двох груп
source-surveys = опитування
source-support = звернення до підтримки
source-reviews = попередній огляд
source-roadmap = план розвитку продукту
source-to = { $source }, { $day }

## What we ask you to decide

decide-term = Наш договір діє до { $ends }. Чи зможемо ми погодити умови на наступний період не пізніше { $by }?
decide-term-then = Наш договір діє до { $ends }. Чи зможемо ми до цього часу погодити умови на наступний період?
decide-term-why = Для цього нам потрібно знати, скільки користувачів ви плануєте і на який строк.
decide-promise = Хто з вашого боку подбає про домовленість «{ $what }» і до якої дати?
decide-promise-why = Її обіцяли виконати до { $due }, але вона досі відкрита.
decide-goal = Залишаємо ціль «{ $goal }» без змін чи переглядаємо цільове значення?
decide-goal-why = Ми відстаємо від плану, а ціль, у яку ніхто не вірить, не допомагає ні вам, ні нам.
decide-first-goal = За яким результатом ви оцінюватимете нашу роботу на наступному огляді?
decide-first-goal-why = Ми з вами ще не погодили жодної цілі, вираженої числом.
decide-reach = Яка команда почне наступною і хто очолить це з вашого боку?
decide-reach-why = { $seats ->
    [one] Із { $seats } вашого облікового запису не використовується { $idle }.
   *[other] Із { $seats } ваших облікових записів не використовується { $idle }.
}
decide-measure = Хто з вашого боку може підключити дані про використання?
decide-measure-why = Без них ми не зможемо показати, що ви отримуєте за свої кошти.
decide-pilot = Чи готові ви випробувати «{ $name }» до випуску, запланованого на { $due }, і хто візьме в цьому участь?
decide-pilot-why = Ви про це говорили; ваше слово важить найбільше, поки ще можна щось змінити.
decide-next = Що ми зробимо разом до наступного огляду і хто очолить це з вашого боку?
decide-next-why = Усе, про що ми домовилися, виконується.
decide-leaving = Наша співпраця завершується { $ends }. Що вам потрібно від нас до цього дня?
decide-leaving-why = Ми хочемо, щоб ви забрали всі свої дані й щоб нічого не лишилося невирішеним.
decide-left = Наша співпраця завершилася { $ended }
decide-hand-over = Що ще слід передати і кому?
decide-hand-over-why = Без вашої згоди ваші дані не повинні залишатися в нас.

## Goals. $now and the others are values with their unit

goal-why = Навіщо ви обрали нас: { $why }
goal-reached = { $goal }: { $now } станом на { $day }, ціль { $target } досягнуто (на початку — { $start })
goal-on-plan = { $goal }: { $now } станом на { $day }, за планом (на початку — { $start }, ціль до { $due } — { $target })
goal-behind = { $goal }: { $now } станом на { $day }, з відставанням від плану (на початку — { $start }, ціль до { $due } — { $target })
goal-under-way = { $goal }: { $now } станом на { $day }
goal-unmeasured = { $goal }: ще не виміряно
goal-unmeasured-target = { $goal }: ще не виміряно; ціль до { $due } — { $target }
goal-quarter-ago = за квартал до того — { $value }
goal-year-ago = за рік до того — { $value }
goal-reached-so = Що це дає вам і що буде далі?
goal-on-plan-so = Якщо нічого не зміниться, цілі буде досягнуто вчасно.
goal-behind-so = Ми назвемо, що цьому заважає і що кожен із нас із цим зробить.
goal-unmeasured-so = Домовмося, хто і коли це виміряє.
goal-old-so = Востаннє це виміряно { $day }; перш ніж робити висновки, виміряймо знову.
progress-start = на початку
progress-now = зараз
progress-target = ціль

## Commitments. $who is the side, and its owner where there is one

promise-agreed = { $day } ми домовилися: { $agreed }
promise-done = Виконано: { $what } ({ $who }, обіцяно до { $due })
promise-partly = Виконано частково: { $what } ({ $who }, обіцяно до { $due })
promise-missed = Не виконано: { $what } ({ $who }, обіцяно до { $due })
promise-overdue = Ще не завершено: { $what } ({ $who }, обіцяно до { $due })
promise-done-undated = Виконано: { $what } ({ $who })
promise-partly-undated = Виконано частково: { $what } ({ $who })
promise-missed-undated = Не виконано: { $what } ({ $who })
by-us = з нашого боку
by-you = з вашого боку
by-us-owner = { $owner } з нашого боку
by-you-owner = { $owner } з вашого боку

## Use

use-people = За { $days ->
    [one] останній { $days } день
    [few] останні { $days } дні
   *[many] останні { $days } днів
} (до { $day } включно) продуктом { $active ->
    [0] не скористався жоден
    [one] скористався { $active }
   *[other] скористалися { $active }
} { $seats ->
    [one] із { $seats } користувача
   *[other] із { $seats } користувачів
}
use-quarter-ago = за квартал до того — { $value }
use-year-ago = за рік до того — { $value }
use-peers = { $logos ->
    [one] частка активних користувачів у вас — { $share }, медіана для { $logos } подібної компанії — { $median }
   *[other] частка активних користувачів у вас — { $share }, медіана для { $logos } подібних компаній — { $median }
}
use-people-few-so = Залучити ще одну команду цінніше, ніж додати будь-яку нову функцію.
use-people-fell-so = Продуктом користується менше людей; з’ясуймо разом, хто перестав і чому.
use-people-most-so = Продукт став частиною щоденної роботи; визначмо, який результат ви хочете від цього бачити.
use-people-less-so = Більшість і далі користується продуктом, але рідше; що стало менш корисним?
use-people-rose-so = Продуктом користується більше людей; те, що вони роблять, варто показати іншим.
use-people-steady-so = { $idle ->
    [one] Наступною могла б почати ще { $idle } особа; кому це дало б найбільше?
    [few] Наступними могли б почати ще { $idle } особи; кому це дало б найбільше?
   *[many] Наступними могли б почати ще { $idle } осіб; кому це дало б найбільше?
}
use-volume = { $actions ->
    [0] Жодної виконаної дії { $span }
    [one] { $actions } виконана дія { $span }
    [few] { $actions } виконані дії { $span }
   *[many] { $actions } виконаних дій { $span }
}
use-volume-before = за стільки ж днів попереднього кварталу — { $before }
use-volume-year = за рік до того — { $before }
use-volume-fell-so = За допомогою продукту ви виконуєте менше роботи; з’ясуймо, що заважає або що стало непотрібним.
use-volume-rose-so = За допомогою продукту ви виконуєте більше роботи; домовмося, у якому результаті це має бути видно.
use-volume-steady-so = Використання рівномірне; наступний крок — результат, який ви зможете виразити числом.
use-mover-rose = { $now ->
    [one] Дію «{ $action }» виконують частіше: { $now } раз, за стільки ж днів попереднього кварталу — { $before }
    [few] Дію «{ $action }» виконують частіше: { $now } рази, за стільки ж днів попереднього кварталу — { $before }
   *[many] Дію «{ $action }» виконують частіше: { $now } разів, за стільки ж днів попереднього кварталу — { $before }
}
use-mover-fell = { $now ->
    [one] Дію «{ $action }» виконують рідше: { $now } раз, за стільки ж днів попереднього кварталу — { $before }
    [few] Дію «{ $action }» виконують рідше: { $now } рази, за стільки ж днів попереднього кварталу — { $before }
   *[many] Дію «{ $action }» виконують рідше: { $now } разів, за стільки ж днів попереднього кварталу — { $before }
}
use-mover-rose-so = Тут продукт стає вам дедалі потрібнішим; кому ще він був би корисним?
use-mover-fell-so = Якщо ви відмовилися від цього свідомо, усе гаразд; якщо ні, допоможе коротке навчання.
use-most = Найчастіші дії: { $list }
use-most-item = «{ $action }» ({ $now })
use-most-so = Саме тут зручніший спосіб роботи окупиться одразу.
use-alike = { $logos ->
    [one] Серед { $logos } подібної компанії функцію «{ $action }» використовують { $users }, ви — ще ні
   *[other] Серед { $logos } подібних компаній функцію «{ $action }» використовують { $users }, ви — ще ні
}
use-alike-so = За пів години ми можемо показати, що вони з нею роблять.
use-unmeasured = Ваше користування продуктом не вимірюється: даних про активність ми не отримували
use-unmeasured-so = Якщо підключити дані про активність, наступного разу ми покажемо, що дає вам продукт.
use-nobody = Хто саме користувався продуктом, невідомо: в отриманих даних про активність не вказано людей
use-stale = Наші дані про використання закінчуються { $day }; про час після цього ми нічого не стверджуємо
use-young = Вимірюємо з { $day }: період закороткий, щоб порівняти його з попереднім кварталом
use-stale-so = Домовмося, хто надсилає дані про активність, щоб ми з вами бачили ту саму картину.

## Proof of value. $target and $control are the changes of the two groups on average; $control and the interval come without a unit

proof-improved = { $name }: стало краще; зміна в учасників: { $target }, в інших: { $control }, різниця: { $difference } (95-відсотковий інтервал: від { $low } до { $high })
proof-no-difference = { $name }: різниці не виявлено; зміна в учасників: { $target }, в інших: { $control }, різниця: { $difference } (95-відсотковий інтервал: від { $low } до { $high })
proof-worse = { $name }: стало гірше; зміна в учасників: { $target }, в інших: { $control }, різниця: { $difference } (95-відсотковий інтервал: від { $low } до { $high })
proof-few = { $name }: замало людей для висновку (учасників — { $with }, інших — { $without })
proof-not-over = { $name }: ще триває; результат знатимемо { $day }
proof-improved-so = Кому ще варто це запропонувати?
proof-no-difference-so = Результат такий, як є; вирішмо, чи продовжувати, чи спробувати інакше.
proof-worse-so = Результат такий, як є; ми припинимо це або змінимо і скажемо, що саме обрали.
proof-few-so = Висновок буде можливий, якщо в кожній групі буде щонайменше п’ять людей.
proof-per-week = { $value } дії на особу за тиждень

## What did not go well

trouble-waiting = { $count ->
    [1] { $count } звернення до підтримки відкрите вже понад { $days ->
        [one] { $days } день
        [few] { $days } дні
       *[many] { $days } днів
    }, з { $since }
    [one] { $count } звернення до підтримки відкрите вже понад { $days ->
        [one] { $days } день
        [few] { $days } дні
       *[many] { $days } днів
    }, найдавніше — з { $since }
    [few] { $count } звернення до підтримки відкриті вже понад { $days ->
        [one] { $days } день
        [few] { $days } дні
       *[many] { $days } днів
    }, найдавніше — з { $since }
   *[many] { $count } звернень до підтримки відкриті вже понад { $days ->
        [one] { $days } день
        [few] { $days } дні
       *[many] { $days } днів
    }, найдавніше — з { $since }
}
trouble-waiting-so = { $count ->
    [1] Для цього звернення ми назвемо дату і скажемо, що змінимо.
   *[other] Для кожного звернення ми назвемо дату і скажемо, що змінимо.
}
trouble-open = «{ $subject }», відкрито { $day }
trouble-support = { $count ->
    [one] { $count } звернення
    [few] { $count } звернення
   *[many] { $count } звернень
} до підтримки за { $days ->
    [one] останній { $days } день
    [few] останні { $days } дні
   *[many] останні { $days } днів
} (до { $day } включно)
trouble-closed = закрито { $closed }, медіанний час до закриття — { $took ->
    [0] менше доби
    [one] { $took } день
    [few] { $took } дні
   *[many] { $took } днів
}
trouble-support-many-so = Це більше, ніж нам хотілося б; ми скажемо, що змінимо, щоб звернень поменшало.
trouble-support-so = Чи були відповіді на них такими, як вам потрібно?
trouble-none = Жодного звернення до підтримки за { $days ->
    [one] останній { $days } день
    [few] останні { $days } дні
   *[many] останні { $days } днів
} (до { $day } включно)
trouble-none-so = Що вам заважало, про що ми ще не знаємо?
trouble-support-stale = Наші записи про ваші звернення до підтримки закінчуються { $day }; про час після цього ми нічого не стверджуємо

## What you told us. $asked is the question with its scale

ask-nps = Готовність рекомендувати нас (0–10)
ask-csat = Задоволеність (1–5)
ask-other = { $kind }
told-score = { $count ->
    [1] { $asked }: { $mean } ({ $count } відповідь за пів року до { $day })
    [one] { $asked }: у середньому { $mean } ({ $count } відповідь за пів року до { $day })
    [few] { $asked }: у середньому { $mean } ({ $count } відповіді за пів року до { $day })
   *[many] { $asked }: у середньому { $mean } ({ $count } відповідей за пів року до { $day })
}
told-before = { $count ->
    [one] за попередні пів року — { $mean } ({ $count } відповідь)
    [few] за попередні пів року — { $mean } ({ $count } відповіді)
   *[many] за попередні пів року — { $mean } ({ $count } відповідей)
}
told-answered = { $people ->
    [0] не відповів жоден
    [one] відповів { $people }
   *[other] відповіли { $people }
} { $seats ->
    [one] із { $seats } користувача
   *[other] із { $seats } користувачів
}
told-low-so = Цього недостатньо; розгляньмо коментарі один за одним.
told-fell-so = Раніше оцінка була вищою; що для вас змінилося?
told-high-so = Те, що вам подобається найбільше, і варто розвивати.
told-rose-so = Оцінка стала вищою; яка зі змін цьому сприяла?
told-steady-so = Що підняло б оцінку на один бал?
told-quote = { $quote } ({ $day })
told-stale = Остання відповідь на опитування — від { $day }; відтоді відповідей не надходило
told-stale-so = Ми проведемо нове опитування до наступного огляду.

## Roadmap

roadmap-planned = { $name }: заплановано
roadmap-planned-due = { $name }: заплановано на { $due }
roadmap-under-way = { $name }: у роботі
roadmap-under-way-due = { $name }: у роботі, випуск заплановано на { $due }
roadmap-shipped = { $name }: випущено
roadmap-shipped-on = { $name }: випущено { $day }
roadmap-planned-so = Ви про це говорили; скажіть, що воно має вам дати, перш ніж ми почнемо.
roadmap-under-way-so = Ви про це говорили; домовмося, що воно має давати вам у день випуску.
roadmap-shipped-so = Ви про це говорили; перевірмо, чи це саме те, що ви мали на увазі.

## Next quarter

next-promise = { $what } ({ $who }, до { $due })
next-promise-undated = { $what } ({ $who }, дати ще немає)
more = Ще { $n } у повній версії
next-none = Кроків на наступний квартал ще не погоджено
next-none-so = Домовмося про один крок із вашого боку й один із нашого, кожен із відповідальним і датою.

## A question for you

question = { $question }
question-for = { $name }: { $question }
ask-unmeasured = Яке число через квартал переконало б вас, що все це було недарма?
ask-fell = Про які зміни у вас від минулого кварталу нам варто знати?
ask-few = Хто серед вас першим відчув би брак продукту, якби його не стало, а хто б цього не помітив?
ask-waiting = Яка одна річ має неодмінно змінитися до нашого наступного огляду?
ask-rose = Де ще це могло б вам допомогти і хто вирішував би це разом із вами?
ask-steady = Що має справдитися за рік, щоб ви сказали: це було того варте?
ask-leaving = Що нам слід було зробити інакше і коли це ще допомогло б?
ask-left = Що мало б змінитися, щоб ви знову розглянули співпрацю з нами?

## The meeting, and the mails before and after it

agenda = Порядок денний
agenda-item = { $heading } ({ $minutes } хв)
agenda-with = Учасники: { $names }
mail-hello = Вітаємо!
mail-subject-before = { $title }: порядок денний
mail-before = Ось що ми хотіли б обговорити з вами { $day } ({ $minutes } хв):
mail-before-undated = Ось що ми хотіли б обговорити з вами ({ $minutes } хв):
mail-missing = Напишіть, чого тут бракує і кого ще варто запросити.
mail-subject-after = { $logo }: про що ми домовилися { $day }
mail-thanks = Дякуємо за зустріч { $day }.
mail-agreed = Про що ми домовилися:
mail-we-do = Що робимо ми:
mail-you-do = Що робите ви:
mail-earlier = Ще не закрито з минулого разу:
mail-promise = { $what } ({ $about })
mail-owner-by = { $owner }, до { $day }
mail-by = до { $day }
mail-overdue = { $owner }, обіцяно до { $day }
mail-nothing = Після цієї зустрічі ні за ким із нас немає завдань.
mail-next = Наступна зустріч: { $day }.
mail-no-next = Коли нам зустрітися наступного разу?
mail-wrong = Якщо ми щось зрозуміли не так, напишіть нам, і ми виправимо.
mail-regards = З повагою,
