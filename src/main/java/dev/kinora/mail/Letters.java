package dev.kinora.mail;

import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.output.StringOutput;

/** Writes a letter out twice, for mail programs that show HTML and for those that do not. Needs no pages around it. */
public final class Letters {
    private final TemplateEngine templates = TemplateEngine.createPrecompiled(ContentType.Html);

    Letters() {
        // As the templates were compiled.
        templates.setBinaryStaticContent(true);
    }

    public String html(Letter letter) {
        return render("mail/layout.jte", letter);
    }

    public String text(Letter letter) {
        return render("mail/layout-text.jte", letter).strip() + '\n';
    }

    private String render(String template, Letter letter) {
        var output = new StringOutput();
        templates.render(template, letter, output);
        return output.toString();
    }
}
