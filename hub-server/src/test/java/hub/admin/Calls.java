package hub.admin;

import hub.testing.Json;
import hub.testing.TestHub;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;

/** Calls of one caller, with its token or none. */
record Calls(TestHub hub, String token) {

    HttpResponse<String> send(String method, String path, String body, String... headers) {
        return sendAs("application/json", method, path, body, headers);
    }

    HttpResponse<String> sendAs(String type, String method, String path, String body, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(hub.address().resolve(path))
                .header("Content-Type", type)
                .method(method, HttpRequest.BodyPublishers.ofString(body));
        if (!token.isEmpty()) {
            request.header("Authorization", "Bearer " + token);
        }
        if (headers.length > 0) {
            request.headers(headers);
        }
        return hub.send(request.build());
    }

    int status(String method, String path, String body, String... headers) {
        return send(method, path, body, headers).statusCode();
    }

    /** A string that an answer with that status holds. */
    String text(String method, String path, String body, int status, String member) {
        HttpResponse<String> answer = send(method, path, body);
        if (answer.statusCode() != status) {
            throw new AssertionError(answer.statusCode() + " " + answer.body());
        }
        return Json.text(Json.object(answer.body()), member);
    }
}
