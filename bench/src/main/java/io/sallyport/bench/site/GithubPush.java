package io.sallyport.bench.site;

import java.nio.charset.StandardCharsets;

/** Bodies shaped like GitHub's push events. */
public final class GithubPush {
  private GithubPush() {}

  /** A push to {@code repository} with as many commits as fill about {@code size} bytes. */
  public static String of(String repository, int size) {
    return of(repository, size, "%040x".formatted(2));
  }

  /** As the other, of {@code commit}, 40 hexadecimal digits, which make it distinct. */
  public static String of(String repository, int size, String commit) {
    String head = commit(0);
    StringBuilder body = new StringBuilder(size + head.length());
    body.append(
        """
        {"ref":"refs/heads/main","before":"%040x","after":"%s",\
        "repository":{"id":186853002,"full_name":"%s","private":false,"stargazers_count":0},\
        "pusher":{"name":"octo","email":"octo@example.com"},"sender":{"login":"octo","id":210310},\
        "created":false,"deleted":false,"forced":false,"base_ref":null,"head_commit":%s,"commits":[\
        """
            .formatted(1, commit, repository, head));
    for (int number = 1; body.length() + head.length() < size; number++) {
      body.append(number == 1 ? "" : ",").append(commit(number));
    }
    return body.append("]}").toString();
  }

  /**
   * A push that is quickly made distinct.
   *
   * @param before the text before the commit
   * @param after the text after it
   */
  public record Template(String before, String after) {
    /** The push of the commit with that number. */
    public byte[] of(long number) {
      String push = before + "%040x".formatted(number) + after;
      return push.getBytes(StandardCharsets.UTF_8);
    }
  }

  /** Pushes as {@link #of(String, int)} makes them. */
  public static Template template(String repository, int size) {
    String mark = "f".repeat(40);
    String push = of(repository, size, mark);
    int place = push.indexOf(mark);
    return new Template(push.substring(0, place), push.substring(place + mark.length()));
  }

  private static String commit(int number) {
    return """
    {"id":"%040x","distinct":true,"message":"round the sum of till %d",\
    "timestamp":"2026-11-20T11:59:%02dZ","author":{"name":"Zoë","email":"z@example.com"},\
    "added":[],"removed":[],"modified":["src/main/java/shop/Till%d.java","README.md"]}\
    """
        .formatted(number, number, number % 60, number);
  }
}
