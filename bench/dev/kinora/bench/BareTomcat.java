package dev.kinora.bench;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.apache.catalina.startup.Tomcat;
import org.apache.coyote.http11.AbstractHttp11Protocol;
import org.apache.tomcat.util.threads.VirtualThreadExecutor;
import routes.Constant;

/**
 * Tomcat with one servlet and nothing before it. Its arguments are its kind of threads and the headers to
 * send, as Name: value.
 */
final class BareTomcat {
    private BareTomcat() {}

    public static void main(String[] arguments) throws Exception {
        Logger.getLogger("org.apache").setLevel(Level.SEVERE);
        var tomcat = new Tomcat();
        tomcat.setBaseDir(Files.createTempDirectory("bare-tomcat").toString());
        tomcat.setPort(0);
        if (tomcat.getConnector().getProtocolHandler() instanceof AbstractHttp11Protocol<?> http) {
            http.setMaxKeepAliveRequests(-1);
            if (arguments[0].equals("virtual")) {
                // As in Kinora: on few cores they alone make up for what its chain costs.
                http.setExecutor(new VirtualThreadExecutor("bare-"));
            }
        }
        var context = tomcat.addContext("", null);
        Tomcat.addServlet(context, "constant", new ConstantServlet(arguments));
        context.addServletMappingDecoded(Constant.PATH, "constant");
        tomcat.start();
        HttpServer.serveUntilTheEnd(tomcat.getConnector().getLocalPort());
        tomcat.stop();
    }

    private static final class ConstantServlet extends HttpServlet {
        private static final byte[] BODY = Constant.body();
        private final transient String[][] headers;

        ConstantServlet(String[] headers) {
            this.headers = Arrays.stream(headers)
                    .skip(1)
                    .map(header -> header.split(": ", 2))
                    .toArray(String[][]::new);
        }

        @Override
        protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
            for (var header : headers) {
                response.setHeader(header[0], header[1]);
            }
            response.setContentType("application/octet-stream");
            response.setContentLength(BODY.length);
            response.getOutputStream().write(BODY);
        }
    }
}
