package dev.kinora.captions;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which language somebody speaks, by what is said. */
class LanguageGuessTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                en | So this is what we are going to do today. You take the paper and put it on the press, and then you pull the handle.
                de | Heute zeige ich euch, wie man das macht. Ihr nehmt das Papier und legt es auf die Presse, und dann zieht ihr am Griff.
                fr | Aujourd'hui je vais vous montrer comment on fait. Vous prenez le papier et vous le mettez sur la presse, puis vous tirez.
                es | Hoy les voy a mostrar cómo se hace. Ustedes toman el papel y lo ponen sobre la prensa, y después tiran de la manija.
                it | Oggi vi mostro come si fa. Prendete la carta e la mettete sulla pressa, e poi tirate la maniglia, ma non troppo forte.
                pt | Hoje eu vou mostrar para vocês como se faz isso. Você pega o papel e coloca na prensa, e depois você puxa a alavanca, não é?
                nl | Vandaag laat ik jullie zien hoe je dat doet. Je neemt het papier en legt het op de pers, en dan trek je aan de hendel.
                pl | Dzisiaj pokażę wam, jak to się robi. Bierzecie papier i kładziecie go na prasie, a potem ciągniecie za uchwyt, ale nie za mocno.
                ru | Сегодня я покажу вам, как это делается. Вы берёте бумагу и кладёте её на пресс, а потом тянете за ручку, но не очень сильно.
                uk | Сьогодні я покажу вам, як це робиться. Ви берете папір і кладете його на прес, а потім тягнете за ручку, але не дуже сильно, бо він ще є.
                tr | Bugün size bunun nasıl yapıldığını göstereceğim. Kağıdı alıp presin üzerine koyuyorsunuz, sonra da kolu çekiyorsunuz ama çok değil.
                sv | Idag ska jag visa er hur man gör det här. Ni tar papperet och lägger det på pressen, och sedan drar ni i handtaget, men inte för hårt.
                fi | Tänään näytän teille, miten se tehdään. Otatte paperin ja panette sen puristimeen, ja sitten vedätte kahvasta, mutta ei liian kovaa.
                hu | Ma megmutatom nektek, hogy ezt hogyan kell csinálni. Fogjátok a papírt, és ráteszitek a présre, aztán meghúzzátok a kart, de nem nagyon.
                cs | Dnes vám ukážu, jak se to dělá. Vezmete papír a položíte ho na lis, a potom zatáhnete za páku, ale ne příliš silně, protože by to prasklo.
                ro | Astăzi vă arăt cum se face. Luați hârtia și o puneți pe presă, și apoi trageți de mâner, dar nu prea tare, pentru că este foarte veche.
                vi | Hôm nay tôi sẽ cho các bạn thấy cách làm việc này. Các bạn lấy giấy và đặt nó lên máy ép, rồi các bạn kéo cái cần, nhưng không quá mạnh.
                ar | اليوم سوف أريكم كيف يتم ذلك. تأخذون الورق وتضعونه على هذه المكبس ثم تسحبون المقبض ولكن ليس بقوة كبيرة لأن هذا قديم جدا
                el | Σήμερα θα σας δείξω πώς γίνεται αυτό.
                he | היום אני אראה לכם איך עושים את זה.
                ja | 今日はやり方をお見せします。紙を取ってプレスに置きます。
                zh | 今天我要告诉你们怎么做这个。你拿纸放在机器上。
                ko | 오늘은 어떻게 하는지 보여 드리겠습니다.
                th | วันนี้ผมจะแสดงให้คุณเห็นว่าทำอย่างไร
                """)
    void it_is_told_by_the_words_and_letters_it_has(String language, String said) {
        assertThat(LanguageGuess.of(said)).contains(language);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "42 17 3.14 --- !!!",
                "Hm.",
                "Kinora Lumen Ostrava 4K HDR60 xqzt blorp zzyx qwrt plmk vbnm trrk",
                "La la la la la la la la la la la la la la la la",
                "lorem ipsum dolor amet consectetur adipiscing elit sed eiusmod tempor incididunt labore",
                "\u041d\u0435 \u0437\u043d\u0430\u043c \u0448\u0442\u0430 \u0458\u0435 \u0442\u043e, \u0430\u043b\u0438 \u0441\u0430\u043c \u0442\u0430\u043c\u043e \u0431\u0438\u043e \u0438 \u0432\u0438\u0434\u0435\u043e \u0459\u0443\u0434\u0435"
            })
    void where_it_cannot_be_told_nothing_is_said(String said) {
        assertThat(LanguageGuess.of(said)).isEmpty();
    }
}
