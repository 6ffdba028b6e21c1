"""Exit interviews held in Spanish."""

from __future__ import annotations

from churntui.demo.exit_notes import ExitNote

NOTES = (
    ExitNote(
        "cantera-azul",
        10,
        "Es caro para lo que lo usamos.",
        "champion_left",
        ("champion left", "low adoption on site"),
        """
Llamada con Leonor Quiroga, directora de operaciones desde hace cinco meses. Amable y directa.

Dice que es caro, pero cuando pregunté cuánto pagan tuvo que buscarlo. Lo que pasó es otra cosa: Tadeo Rincón,
el gerente que nos compró y que revisaba las rondas cada mañana, se fue a otra cadena el {-160}. «Con Tadeo se
fue la costumbre. A mí nadie me dijo para qué servía, solo me llegó la factura».

De las nueve personas con usuario entraban dos, y una era de recepción y solo miraba. Nosotros escribimos tres
correos a la dirección de Tadeo, el último el {-70}; nadie se preguntó por qué no contestaba.

¿Qué habría cambiado la decisión? «Una visita en mi primer mes. Con media hora me convencen». Vuelven a la
carpeta de papel en dos hoteles y a nada en el tercero.

Tadeo está ahora en Mérida y podría ser cliente. Leonor no cierra la puerta: después de la temporada alta.
""",
        language="es",
    ),
    ExitNote(
        "sierraparda",
        14,
        "Nos dejaron solos cuando más los necesitábamos.",
        "quality_support",
        ("support silence", "offline mobile app"),
        """
Hablé con Evaristo Luján, jefe de calidad, y con Nayeli Ocampo, de planta. Él estaba molesto todavía; ella,
cansada.

El {-97} el sistema no dejó cerrar las auditorías de la línea de chiles en plena certificación. Abrieron un caso
urgente a las 7:40. La primera respuesta humana llegó seis días después y pedía una captura de pantalla. «Mi
auditora estuvo dos días sentada en la sala esperando un informe. ¿Usted sabe lo que es eso?»

Nayeli añade que en las cámaras frías tampoco funcionaba el móvil, pero que con eso ya habían aprendido a vivir:
anotaban en la mano y lo pasaban después.

La decisión la tomó el director, Ing. Barragán, el {-45}. Nadie nuestro lo llamó ni antes ni después. «Si
alguien con nombre y apellido nos hubiera dado la cara, seguimos».

Pasan a un desarrollo de su propia área de sistemas. Evaristo cree que tardarán un año, y que no lo terminarán.
""",
        language="es",
    ),
    ExitNote(
        "valdelomera",
        8,
        "La subida del 22 % no la podemos asumir.",
        "undervalued",
        ("price jump at renewal", "support silence"),
        """
Con Rocío Santisteban, gerente, y el doctor Gaspar Mier. Cuarenta minutos; al principio solo hablaron del
precio.

El presupuesto llegó el {-61}, sin llamada. Pero Rocío acabó contando otra historia: «Llevamos dos años y hemos
tenido cuatro gestores distintos. A la última le tuve que explicar que somos clínicas y no hoteles». La revisión
semestral se anuló dos veces, la segunda con un mensaje automático el {-102}.

El doctor Mier lo dijo mejor: «El precio lo negocias con quien te conoce. Con vosotros no había con quién».

Comparé después: con el descuento que piden habrían seguido pagando un 12 % más que el año pasado. O sea que el
dinero estaba. Se van con un proveedor local, Rondavera, más caro en la parte de consultoría, que les manda a una
persona cada mes.

Qué haríamos distinto: un solo gestor por cuenta durante el primer año y avisar de la subida con tres meses, en
persona.
""",
        language="es",
    ),
    ExitNote(
        "miradorpardal",
        60,
        "Encontramos algo más simple.",
        "product_fit",
        ("reporting too rigid", "roadmap slipped"),
        """
Videollamada con Antonia Pizarro, dueña, y su jefe de cocina, Nicanor Soto. Avisaron el {-7}; el contrato corre
hasta el final y lo van a usar hasta entonces.

Los casinos mineros les exigen el informe de inocuidad en su propio formato, distinto en cada faena. Nuestro
informe es uno solo. Nicanor copiaba a mano los datos todos los viernes: «Yo cocino para ochocientas personas,
no soy digitador». Lo pidieron el {-190}; les dijimos que venía en el trimestre siguiente, y después en el otro.

Una proveedora chilena, Planilla Viva, les armó los tres formatos en una tarde, durante la demostración. Antonia
mostró el contrato, así que está confirmado. «No es mejor que ustedes. Es que me escucharon».

¿Se podía evitar? Sí, hasta hace un mes. Quedan unas semanas de servicio: propuse hacerles los tres formatos
igual, sin compromiso. Antonia se rió y dijo que los mandara.
""",
        language="es",
    ),
)
