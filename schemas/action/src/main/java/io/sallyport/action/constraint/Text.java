package io.sallyport.action.constraint;

import io.sallyport.action.shape.Shape;
import io.sallyport.contract.Code;
import io.sallyport.service.text.VisibleText;
import java.util.ArrayList;
import java.util.List;

/** The constraints of one string. */
final class Text {
  private Text() {}

  static boolean admits(Shape.Text shape, String text) {
    return VisibleText.isUnicode(text) && broken(shape, text).isEmpty();
  }

  /** Text of a wrong length is not matched: the length bounds the work. */
  static List<Code> broken(Shape.Text shape, String text) {
    int length = text.codePointCount(0, text.length());
    if (length < shape.minLength() || length > shape.maxLength()) {
      return List.of(Code.CONSTRAINT_LENGTH);
    }
    List<Code> broken = new ArrayList<>();
    if (shape.pattern().isPresent() && !shape.pattern().get().matches(text)) {
      broken.add(Code.CONSTRAINT_PATTERN);
    }
    if (shape.format().isPresent() && !shape.format().get().admits(text)) {
      broken.add(Code.CONSTRAINT_FORMAT);
    }
    return broken;
  }
}
