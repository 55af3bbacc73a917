package io.stillwatch.status;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;

final class OneScriptTest {
  private static String of(Map<String, String> modules) {
    return OneScript.of("a", modules::get);
  }

  @Test
  void aModuleStandsOnceAndAfterThoseThatItImports() {
    String script =
        of(
            Map.of(
                "a", "import { b } from \"./b.js\";\nimport {\n  c, d as e,\n} from \"./c.js\";\n",
                "b", "import { c } from \"./c.js\";\nexport const b = c;\n",
                "c", "let kept = 1;\nexport async function c() {}\nexport function d() {}\n"));
    assertThat(script)
        .isEqualTo(
            """
            "use strict";
            const $c = (() => {
            let kept = 1;
            async function c() {}
            function d() {}
            return { c, d };
            })();
            const $b = (() => {
            const { c } = $c;
            const b = c;
            return { b };
            })();
            const $a = (() => {
            const { b } = $b;
            const {
              c, d as e,
            } = $c;
            return {  };
            })();
            """);
  }

  @Test
  void whatItDoesNotKnowIsRefused() {
    for (String text :
        new String[] {
          "import b from \"./b.js\";\n",
          "export default 1;\n",
          "export { b };\n",
          "const b = \"</script\";\n",
          "const b = \"<!--\";\n"
        }) {
      assertThatThrownBy(() -> of(Map.of("a", text)))
          .as(text)
          .hasMessageContaining("the module a cannot stand in a file of HTML");
    }
  }

  @Test
  void whatAReportHoldsMakesNoMarkup() {
    assertThat(PageFiles.text("held.js"))
        .doesNotContain("innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "eval(");
  }

  @Test
  void aCircleIsRefused() {
    assertThatThrownBy(
            () ->
                of(
                    Map.of(
                        "a", "import { b } from \"./b.js\";\n",
                        "b", "import { a } from \"./a.js\";\n")))
        .hasMessageContaining("the module a imports itself");
  }
}
