package io.sallyport.compose;

import java.nio.file.Path;

/** With broker and registry as containers of the public images. */
class EndToEndDockerIT extends EndToEndSuite {
  @Override
  Site start(Path data) {
    return DockerSite.start(data);
  }
}
