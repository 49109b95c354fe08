package org.poolproof.specs.faulty;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Defines the implementation, and what is compiled against it, anew: some of its classes may be
 * others. All else is everybody's.
 */
final class ImplLoader extends ClassLoader {
  private static final List<String> OWN =
      List.of(
          "org.poolproof.impl.",
          "org.poolproof.specs.subject.impl.",
          "org.poolproof.specs.explore.",
          CheckedHeap.class.getName(),
          ExploredImpl.class.getName());

  /** The bytes of the class path, read once. */
  private static final Map<String, byte[]> READ = new ConcurrentHashMap<>();

  private final Map<String, byte[]> others;

  /**
   * @param others the bytes of classes that are not those of the class path, by name
   */
  ImplLoader(Map<String, byte[]> others) {
    super(ImplLoader.class.getClassLoader());
    this.others = others;
  }

  @Override
  protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
    if (OWN.stream().noneMatch(name::startsWith)) {
      return super.loadClass(name, resolve);
    }
    synchronized (getClassLoadingLock(name)) {
      Class<?> loaded = findLoadedClass(name);
      return loaded == null ? define(name) : loaded;
    }
  }

  private Class<?> define(String name) throws ClassNotFoundException {
    byte[] bytes = others.get(name);
    if (bytes == null) {
      bytes = READ.get(name);
    }
    if (bytes == null) {
      bytes = bytes(name);
      READ.put(name, bytes);
    }
    return defineClass(name, bytes, 0, bytes.length);
  }

  private byte[] bytes(String name) throws ClassNotFoundException {
    String resource = name.replace('.', '/') + ".class";
    try (InputStream input = getParent().getResourceAsStream(resource)) {
      if (input == null) {
        throw new ClassNotFoundException(name);
      }
      return input.readAllBytes();
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }
}
