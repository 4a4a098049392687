package io.sallyport.contract.jws;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.Key;
import java.security.KeyStoreSpi;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.PublicKey;
import java.security.SignatureSpi;
import java.security.cert.Certificate;
import java.util.Date;
import java.util.Enumeration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A security provider whose keys are in the process of an {@code ssh-agent}, which signs and gives
 * none out. Its configuration is a file with the name of the agent's socket.
 */
public final class AgentProvider extends Provider {
  static final String NAME = "SshAgent";
  private static final long serialVersionUID = 1L;

  /** Without an agent; for the service loader. */
  public AgentProvider() {
    this(Path.of("nowhere"));
  }

  private AgentProvider(Path socket) {
    super(NAME, "1", "keys of an ssh-agent");
    putService(new Made("KeyStore", NAME, () -> new Store(socket)));
    putService(new Made("Signature", "Ed25519", () -> new Signer(socket)));
  }

  @Override
  public Provider configure(String file) {
    try {
      return new AgentProvider(Path.of(Files.readString(Path.of(file)).strip()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private interface Maker {
    Object make();
  }

  private final class Made extends Service {
    private final Maker maker;

    Made(String type, String algorithm, Maker maker) {
      super(AgentProvider.this, type, algorithm, "none", List.of(), Map.of());
      this.maker = maker;
    }

    @Override
    public Object newInstance(Object parameter) {
      return maker.make();
    }

    @Override
    public boolean supportsParameter(Object parameter) {
      return parameter instanceof Held;
    }
  }

  /** A key that stays there. */
  private static final class Held implements PrivateKey {
    private static final long serialVersionUID = 1L;
    private final transient byte[] name;

    Held(byte[] name) {
      this.name = name.clone();
    }

    @Override
    public String getAlgorithm() {
      return "Ed25519";
    }

    @Override
    public @Nullable String getFormat() {
      return null;
    }

    @Override
    public byte @Nullable [] getEncoded() {
      return null;
    }
  }

  private static final class Signer extends SignatureSpi {
    private final Path socket;
    private final ByteArrayOutputStream message = new ByteArrayOutputStream();
    private @Nullable Held key;

    Signer(Path socket) {
      this.socket = socket;
    }

    @Override
    protected void engineInitSign(PrivateKey key) {
      this.key = (Held) key;
      message.reset();
    }

    @Override
    protected void engineUpdate(byte b) {
      message.write(b);
    }

    @Override
    protected void engineUpdate(byte[] bytes, int from, int length) {
      message.write(bytes, from, length);
    }

    @Override
    protected byte[] engineSign() {
      Held own = Optional.ofNullable(key).orElseThrow();
      byte[] signed = new Agent(socket).sign(own.name, message.toByteArray());
      message.reset();
      return signed;
    }

    @Override
    protected void engineInitVerify(PublicKey key) {
      throw new UnsupportedOperationException();
    }

    @Override
    protected boolean engineVerify(byte[] signature) {
      throw new UnsupportedOperationException();
    }

    @Override
    @Deprecated
    protected void engineSetParameter(String name, Object value) {
      throw new UnsupportedOperationException();
    }

    @Override
    @Deprecated
    protected Object engineGetParameter(String name) {
      throw new UnsupportedOperationException();
    }
  }

  private static final class Store extends KeyStoreSpi {
    private final Path socket;

    Store(Path socket) {
      this.socket = socket;
    }

    @Override
    public void engineLoad(InputStream in, char[] password) {}

    @Override
    public @Nullable Key engineGetKey(String alias, char[] password) {
      byte[] name = new Agent(socket).identities().get(alias);
      return name == null ? null : new Held(name);
    }

    @Override
    public Certificate[] engineGetCertificateChain(String alias) {
      throw new UnsupportedOperationException();
    }

    @Override
    public Certificate engineGetCertificate(String alias) {
      throw new UnsupportedOperationException();
    }

    @Override
    public Date engineGetCreationDate(String alias) {
      throw new UnsupportedOperationException();
    }

    @Override
    public void engineSetKeyEntry(String alias, Key key, char[] password, Certificate[] chain) {
      throw new UnsupportedOperationException();
    }

    @Override
    public void engineSetKeyEntry(String alias, byte[] key, Certificate[] chain) {
      throw new UnsupportedOperationException();
    }

    @Override
    public void engineSetCertificateEntry(String alias, Certificate certificate) {
      throw new UnsupportedOperationException();
    }

    @Override
    public void engineDeleteEntry(String alias) {
      throw new UnsupportedOperationException();
    }

    @Override
    public Enumeration<String> engineAliases() {
      throw new UnsupportedOperationException();
    }

    @Override
    public boolean engineContainsAlias(String alias) {
      throw new UnsupportedOperationException();
    }

    @Override
    public int engineSize() {
      throw new UnsupportedOperationException();
    }

    @Override
    public boolean engineIsKeyEntry(String alias) {
      throw new UnsupportedOperationException();
    }

    @Override
    public boolean engineIsCertificateEntry(String alias) {
      throw new UnsupportedOperationException();
    }

    @Override
    public String engineGetCertificateAlias(Certificate certificate) {
      throw new UnsupportedOperationException();
    }

    @Override
    public void engineStore(OutputStream out, char[] password) {
      throw new UnsupportedOperationException();
    }
  }
}
