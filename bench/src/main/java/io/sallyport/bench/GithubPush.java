package io.sallyport.bench;

/** Bodies shaped like GitHub's push events. */
final class GithubPush {
  private GithubPush() {}

  /** A push to {@code repository} with as many commits as fill about {@code size} bytes. */
  static String of(String repository, int size) {
    String head = commit(0);
    StringBuilder body = new StringBuilder(size + head.length());
    body.append(
        """
        {"ref":"refs/heads/main","before":"%040x","after":"%040x",\
        "repository":{"id":186853002,"full_name":"%s","private":false,"stargazers_count":0},\
        "pusher":{"name":"octo","email":"octo@example.com"},"sender":{"login":"octo","id":210310},\
        "created":false,"deleted":false,"forced":false,"base_ref":null,"head_commit":%s,"commits":[\
        """
            .formatted(1, 2, repository, head));
    for (int number = 1; body.length() + head.length() < size; number++) {
      body.append(number == 1 ? "" : ",").append(commit(number));
    }
    return body.append("]}").toString();
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
