package dev.kinora.web;

import gg.jte.TemplateEngine;
import gg.jte.output.StringOutput;
import org.springframework.stereotype.Component;

/** Writes a letter out twice, for mail programs that show HTML and for those that do not. */
@Component
public class Letters {

    private final TemplateEngine templates;

    Letters(TemplateEngine templates) {
        this.templates = templates;
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
