### What a logo reads of itself in a brief, in Spanish. Addressed as “ustedes”; no message makes inserted text inflect.
### `$days` is never one. What each message is for stands in en.ftl.

## Headings

heading-decide = Decisiones que les pedimos
heading-goals = Por qué nos eligieron y qué acordamos
heading-promises = A qué nos comprometimos ambas partes
heading-use = Cómo utilizan el producto
heading-proof = Qué cambios ha traído
heading-trouble = Qué no salió bien y qué hacemos al respecto
heading-told = Lo que nos han dicho
heading-roadmap = En qué trabajamos para ustedes
heading-next = El próximo trimestre, juntos
heading-question = Una pregunta para ustedes

## The brief itself

kind-qbr = Revisión trimestral
kind-ebr = Revisión ejecutiva
title = { $logo } · { $kind }, { $quarter }
as-of = A fecha de { $day }
meeting = Para nuestra reunión del { $day }
point = Punto
so-what = Qué implica
source = Fuente

## Where a point comes from

source-activity = uso del producto
source-contracts = contrato
source-goals = objetivos acordados
source-promises = compromisos
source-proofs = comparación de dos grupos
source-surveys = encuestas
source-support = solicitudes de soporte
source-reviews = reunión de revisión
source-roadmap = hoja de ruta
source-to = { $source }, { $day }

## What we ask you to decide

decide-term = Su contrato está vigente hasta el { $ends }. ¿Acordamos el próximo periodo a más tardar el { $by }?
decide-term-then = Su contrato está vigente hasta el { $ends }. ¿Acordamos el próximo periodo antes de esa fecha?
decide-term-why = Para ello necesitamos que nos indiquen el número de licencias y la duración.
decide-promise = ¿Quién se encarga de «{ $what }» y para cuándo?
decide-promise-why = Se prometió para el { $due } y sigue pendiente.
decide-goal = ¿Mantenemos «{ $goal }» tal como está o cambiamos la meta?
decide-goal-why = Va por detrás de lo previsto; una meta en la que nadie cree no nos ayuda a ninguno.
decide-first-goal = ¿Con qué resultado debemos medirnos en nuestra próxima reunión?
decide-first-goal-why = Todavía no hemos acordado ningún objetivo con una cifra.
decide-reach = ¿Qué equipo será el siguiente en empezar y quién lo dirigirá por su parte?
decide-reach-why = Licencias todavía sin usar: { $idle } de { $seats }.
decide-measure = ¿Quién puede conectar, por su parte, los datos de uso?
decide-measure-why = Sin ellos no podemos mostrarles qué obtienen por su dinero.
decide-pilot = ¿Quieren probar «{ $name }» antes de su lanzamiento el { $due }, y con quién?
decide-pilot-why = Ustedes lo mencionaron; su opinión cuenta mientras todavía se pueda cambiar.
decide-next = ¿Qué emprendemos juntos hasta nuestra próxima reunión y quién lo dirigirá por su parte?
decide-next-why = Todo lo que acordamos está en marcha.
decide-leaving = Su servicio termina el { $ends }. ¿Qué necesitan de nosotros hasta entonces?
decide-leaving-why = Queremos que se lleven todos sus datos y que no quede nada pendiente.
decide-left = Su servicio terminó el { $ended }
decide-hand-over = ¿Qué queda por entregar y a quién?
decide-hand-over-why = Nada de lo suyo debería quedarse con nosotros sin que ustedes lo deseen.

## Goals. $now and the others are values with their unit

goal-why = Por qué nos eligieron: { $why }
goal-reached = { $goal }: { $now } el { $day }, meta alcanzada (inicio: { $start }; meta: { $target })
goal-on-plan = { $goal }: { $now } el { $day }, según lo previsto (inicio: { $start }; meta: { $target } para el { $due })
goal-behind = { $goal }: { $now } el { $day }, por detrás de lo previsto (inicio: { $start }; meta: { $target } para el { $due })
goal-under-way = { $goal }: { $now } el { $day }
goal-unmeasured = { $goal }: todavía sin medir
goal-unmeasured-target = { $goal }: todavía sin medir; la meta es { $target } para el { $due }
goal-quarter-ago = un trimestre antes, { $value }
goal-year-ago = un año antes, { $value }
goal-reached-so = ¿Qué supone esto para ustedes y qué viene ahora?
goal-on-plan-so = Si nada cambia, se alcanzará a tiempo.
goal-behind-so = Señalemos qué lo frena y qué hará cada parte al respecto.
goal-unmeasured-so = Acordemos quién lo mide y cuándo.
goal-old-so = Se midió por última vez el { $day }; midámoslo de nuevo antes de sacar conclusiones.
progress-start = inicio
progress-now = ahora
progress-target = meta

## Commitments. $who is the side, and its owner where there is one

promise-agreed = El { $day } acordamos: { $agreed }
promise-done = Cumplido: { $what } ({ $who }; prometido para el { $due })
promise-partly = Cumplido en parte: { $what } ({ $who }; prometido para el { $due })
promise-missed = No cumplido: { $what } ({ $who }; prometido para el { $due })
promise-overdue = Sigue pendiente: { $what } ({ $who }; prometido para el { $due })
promise-done-undated = Cumplido: { $what } ({ $who })
promise-partly-undated = Cumplido en parte: { $what } ({ $who })
promise-missed-undated = No cumplido: { $what } ({ $who })
by-us = por nuestra parte
by-you = por su parte
by-us-owner = { $owner } por nuestra parte
by-you-owner = { $owner } por su parte

## Use

use-people = Personas activas en los { $days } días hasta el { $day }: { $active } de { $seats }
use-quarter-ago = un trimestre antes, { $value }
use-year-ago = un año antes, { $value }
use-peers = licencias activas: { $share }; mediana de las empresas como la suya ({ $logos }): { $median }
use-people-few-so = Que empiece un equipo más aporta más que cualquier función nueva.
use-people-fell-so = Lo utilizan menos personas; veamos juntos quién lo ha dejado y por qué.
use-people-most-so = Forma parte del trabajo diario; definamos qué resultado quieren obtener de ello.
use-people-less-so = La mayoría sigue utilizándolo, pero menos; ¿qué les resulta menos útil que antes?
use-people-rose-so = Lo utilizan más personas; vale la pena mostrar a las demás lo que hacen.
use-people-steady-so = { $idle ->
    [one] { $idle } persona podría empezar a continuación; ¿a quién le aportaría más?
    [many] { $idle } de personas podrían empezar a continuación; ¿a quién le aportaría más?
   *[other] { $idle } personas podrían empezar a continuación; ¿a quién le aportaría más?
}
use-volume = { $actions ->
    [0] Ninguna acción completada, { $span }
    [one] { $actions } acción completada, { $span }
    [many] { $actions } de acciones completadas, { $span }
   *[other] { $actions } acciones completadas, { $span }
}
use-volume-before = { $before } en igual número de días del trimestre anterior
use-volume-year = { $before } un año antes
use-volume-fell-so = Pasa por el producto menos trabajo; averigüemos qué lo dificulta o qué ya no hace falta.
use-volume-rose-so = Pasa por el producto más trabajo; acordemos en qué resultado debe notarse.
use-volume-steady-so = El uso es estable; el siguiente paso es un resultado al que puedan poner una cifra.
use-mover-rose = «{ $action }» se utiliza más: { $now } ahora, { $before } en igual número de días del trimestre anterior
use-mover-fell = «{ $action }» se utiliza menos: { $now } ahora, { $before } en igual número de días del trimestre anterior
use-mover-rose-so = Aquí es donde crece el uso; ¿a quién más le serviría?
use-mover-fell-so = Si se dejó de hacer a propósito, está bien; si no, basta una sesión breve para retomarlo.
use-most = Lo que más se utiliza: { $list }
use-most-item = { $action } ({ $now })
use-most-so = En estos puntos, una forma mejor de trabajar se nota de inmediato.
use-alike = Empresas como la suya que utilizan «{ $action }»: { $users } de { $logos }; ustedes todavía no
use-alike-so = En media hora podemos mostrarles para qué lo emplean.
use-unmeasured = Su uso no se mide: no nos ha llegado ningún dato de actividad
use-unmeasured-so = Con los datos de actividad conectados, la próxima vez podremos mostrarles qué les aporta.
use-nobody = No se mide quién lo utiliza: los datos de actividad recibidos no identifican a ninguna persona
use-stale = Nuestros datos sobre su uso terminan el { $day }; del tiempo posterior no decimos nada
use-young = Se mide desde el { $day }: es pronto para comparar con el trimestre anterior
use-stale-so = Acordemos quién envía los datos de actividad, para que todos partamos de la misma imagen.

## Proof of value. $target and $control are the changes of the two groups on average; $control and the interval come without a unit

proof-improved = { $name }: mejora; quienes lo tuvieron cambiaron en { $target } y los demás en { $control }, una diferencia de { $difference } (intervalo del 95 %: de { $low } a { $high })
proof-no-difference = { $name }: no se aprecia diferencia; quienes lo tuvieron cambiaron en { $target } y los demás en { $control }, una diferencia de { $difference } (intervalo del 95 %: de { $low } a { $high })
proof-worse = { $name }: empeora; quienes lo tuvieron cambiaron en { $target } y los demás en { $control }, una diferencia de { $difference } (intervalo del 95 %: de { $low } a { $high })
proof-few = { $name }: muy pocas personas para saberlo ({ $with } con ello, { $without } sin ello)
proof-not-over = { $name }: todavía en curso; el resultado se conocerá el { $day }
proof-improved-so = ¿Quién más debería tenerlo?
proof-no-difference-so = Es el resultado tal cual; decidamos si seguimos adelante o probamos otro camino.
proof-worse-so = Es el resultado tal cual; lo dejamos o lo cambiamos, y les diremos cuál de las dos cosas.
proof-few-so = Con al menos cinco personas en cada grupo se podría saber.
proof-per-week = { $value } acciones por persona y semana

## What did not go well

trouble-waiting = { $count ->
    [one] { $count } solicitud de soporte lleva abierta más de { $days } días, desde el { $since }
    [many] { $count } de solicitudes de soporte llevan abiertas más de { $days } días; la más antigua, desde el { $since }
   *[other] { $count } solicitudes de soporte llevan abiertas más de { $days } días; la más antigua, desde el { $since }
}
trouble-waiting-so = { $count ->
    [1] Traemos una fecha y decimos qué cambiamos.
   *[other] Traemos una fecha para cada una y decimos qué cambiamos.
}
trouble-open = «{ $subject }», abierta desde el { $day }
trouble-support = { $count ->
    [one] { $count } solicitud de soporte en los { $days } días hasta el { $day }
    [many] { $count } de solicitudes de soporte en los { $days } días hasta el { $day }
   *[other] { $count } solicitudes de soporte en los { $days } días hasta el { $day }
}
trouble-closed = resueltas: { $closed }, con una mediana de { $took ->
    [0] menos de un día
    [one] { $took } día
    [many] { $took } de días
   *[other] { $took } días
}
trouble-support-many-so = Son más de las que quisiéramos; decimos qué cambiamos para que sean menos.
trouble-support-so = ¿Las respuestas fueron las que necesitaban?
trouble-none = Ninguna solicitud de soporte en los { $days } días hasta el { $day }
trouble-none-so = ¿Qué les ha dificultado el trabajo sin que lo sepamos?
trouble-support-stale = Nuestros datos sobre sus solicitudes de soporte terminan el { $day }; del tiempo posterior no decimos nada

## What you told us. $asked is the question with its scale

ask-nps = Nos recomendarían (0–10)
ask-csat = Satisfacción (1–5)
ask-other = { $kind }
told-score = { $count ->
    [one] { $asked }: { $mean } con { $count } respuesta en el semestre hasta el { $day }
    [many] { $asked }: { $mean } con { $count } de respuestas en el semestre hasta el { $day }
   *[other] { $asked }: { $mean } con { $count } respuestas en el semestre hasta el { $day }
}
told-before = { $count ->
    [one] { $mean } con { $count } respuesta en el semestre anterior
    [many] { $mean } con { $count } de respuestas en el semestre anterior
   *[other] { $mean } con { $count } respuestas en el semestre anterior
}
told-answered = participación: { $people } de { $seats ->
    [one] { $seats } persona
    [many] { $seats } de personas
   *[other] { $seats } personas
}
told-low-so = No es suficiente; repasemos los comentarios uno por uno.
told-fell-so = Antes era mejor; ¿qué ha cambiado para ustedes?
told-high-so = Conviene construir sobre lo que más les gusta.
told-rose-so = Es mejor que antes; ¿cuál de los cambios lo ha logrado?
told-steady-so = ¿Qué haría falta para subir un punto?
told-quote = { $quote } ({ $day })
told-stale = La última respuesta a una encuesta es del { $day }; desde entonces no ha llegado ninguna
told-stale-so = Volveremos a preguntarles antes de nuestra próxima reunión.

## Roadmap

roadmap-planned = { $name }: previsto
roadmap-planned-due = { $name }: previsto para el { $due }
roadmap-under-way = { $name }: en curso
roadmap-under-way-due = { $name }: en curso, con entrega el { $due }
roadmap-shipped = { $name }: entregado
roadmap-shipped-on = { $name }: entregado el { $day }
roadmap-planned-so = Ustedes lo mencionaron; dígannos qué debe aportarles antes de que lo construyamos.
roadmap-under-way-so = Ustedes lo mencionaron; acordemos qué debe aportarles desde el primer día.
roadmap-shipped-so = Ustedes lo mencionaron; comprobemos que responde a lo que querían.

## Next quarter

next-promise = { $what } ({ $who }, para el { $due })
next-promise-undated = { $what } ({ $who }, todavía sin fecha)
more = { $n } más en la versión completa
next-none = Todavía no hay ningún paso acordado para el próximo trimestre
next-none-so = Acordemos uno de su parte y otro de la nuestra, cada uno con nombre y fecha.

## A question for you

question = { $question }
question-for = { $name }: { $question }
ask-unmeasured = ¿Qué cifra les diría, dentro de un trimestre, que ha valido la pena?
ask-fell = ¿Qué ha cambiado en su empresa desde el trimestre pasado que debamos saber?
ask-few = ¿Quién de ustedes sería el primero en echarlo de menos y quién ni siquiera lo notaría?
ask-waiting = ¿Qué tiene que haber cambiado sin falta en nuestra próxima reunión?
ask-rose = ¿Dónde les ayudaría a continuación y quién lo decidiría con ustedes?
ask-steady = ¿Qué tendría que haberse logrado dentro de un año para que digan que ha valido la pena?
ask-leaving = ¿Qué deberíamos haber hecho de otra manera y cuándo habría servido todavía?
ask-left = ¿Qué tendría que ser distinto para que volvieran a considerarnos?

## The meeting, and the mails before and after it

agenda = Orden del día
agenda-item = { $heading } ({ $minutes } min)
agenda-with = Con { $names }
mail-hello = Buenos días:
mail-subject-before = { $title }: orden del día
mail-before = Esto es lo que nos gustaría repasar con ustedes el { $day }, en { $minutes } minutos:
mail-before-undated = Esto es lo que nos gustaría repasar con ustedes, en { $minutes } minutos:
mail-missing = Dígannos qué falta y quién más debería estar.
mail-subject-after = { $logo }: lo que acordamos el { $day }
mail-thanks = Gracias por su tiempo el { $day }.
mail-agreed = Lo que acordamos:
mail-we-do = Lo que hacemos nosotros:
mail-you-do = Lo que hacen ustedes:
mail-earlier = Pendiente de antes:
mail-promise = { $what } ({ $about })
mail-owner-by = { $owner }, a más tardar el { $day }
mail-by = a más tardar el { $day }
mail-overdue = { $owner }, prometido para el { $day }
mail-nothing = No acordamos nada que alguno de nosotros tenga que hacer.
mail-next = Nos volvemos a reunir el { $day }.
mail-no-next = ¿Cuándo nos volvemos a reunir?
mail-wrong = Si algo no es correcto, dígannoslo y lo corregimos.
mail-regards = Un saludo,
