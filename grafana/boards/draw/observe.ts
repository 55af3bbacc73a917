/** What can be seen of one panel, as plain values: judge.ts says what is wrong with it. */
export interface Observation {
  id: string;
  kind: string;
  title: string;
  /** Whether any of the panel's frames has a value to show. */
  hasData: boolean;
  text: string;
  /** What the panel says of itself when it could not be drawn. */
  error?: string;
  /** Pixels a canvas that are neither transparent nor grey: axes and words are grey. */
  colouredPixels: number[];
  tableRows: number;
  /** Texts that end at an edge before they end. */
  cut: string[];
  /** Whether something has to be scrolled to be seen. */
  scrolled: boolean;
}

export function observe(board: HTMLElement): Observation[] {
  return [...board.querySelectorAll<HTMLElement>("[data-panel]")].map((panel) => {
    const error = panel.querySelector("[data-error]")?.textContent;
    return {
      id: panel.dataset["panel"]!,
      kind: panel.dataset["kind"]!,
      title: panel.dataset["title"]!,
      hasData: panel.dataset["data"] === "true",
      text: panel.innerText,
      ...(error != null && { error }),
      colouredPixels: [...panel.querySelectorAll("canvas")].map(colouredPixels),
      tableRows: panel.querySelectorAll("[role=row]:not(:has([role=columnheader]))").length,
      cut: cutTexts(panel),
      scrolled: [...panel.querySelectorAll("*")].some(isScrolled),
    };
  });
}

function colouredPixels(canvas: HTMLCanvasElement): number {
  if (canvas.width === 0 || canvas.height === 0) {
    return 0;
  }
  const pixels = canvas.getContext("2d")!.getImageData(0, 0, canvas.width, canvas.height).data;
  let coloured = 0;
  for (let i = 0; i < pixels.length; i += 4) {
    const most = Math.max(pixels[i]!, pixels[i + 1]!, pixels[i + 2]!);
    const least = Math.min(pixels[i]!, pixels[i + 1]!, pixels[i + 2]!);
    if (pixels[i + 3]! > 100 && most - least > 60) {
      coloured++;
    }
  }
  return coloured;
}

function cutTexts(panel: HTMLElement): string[] {
  const walker = document.createTreeWalker(panel, NodeFilter.SHOW_TEXT);
  const cut = new Set<string>();
  for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
    const text = node.textContent!.trim();
    if (text !== "" && isShown(node.parentElement!) && isCut(node, panel)) {
      cut.add(text);
    }
  }
  return [...cut];
}

function isScrolled(element: Element): boolean {
  const { overflowX, overflowY } = getComputedStyle(element);
  const slack = 2; // rounding of sizes
  const down = scrolls(overflowY) && element.scrollHeight > element.clientHeight + slack;
  return down || (scrolls(overflowX) && element.scrollWidth > element.clientWidth + slack);
}

function scrolls(overflow: string): boolean {
  return overflow === "auto" || overflow === "scroll";
}

function isShown(element: HTMLElement): boolean {
  return (
    element.checkVisibility({ visibilityProperty: true, opacityProperty: true }) &&
    element.closest("style, script, [role=tooltip]") === null
  );
}

/** Whether the text reaches over the edge of the panel, or of something around it that hides what reaches over. */
function isCut(text: Node, panel: HTMLElement): boolean {
  const range = document.createRange();
  range.selectNodeContents(text);
  const rects = [...range.getClientRects()].filter(({ width }) => width > 1);
  for (let around = text.parentElement!; ; around = around.parentElement!) {
    const { overflowX, overflowY } = getComputedStyle(around);
    const edge = around.getBoundingClientRect();
    const ends = around === panel;
    const slack = 1.5; // rounding of sizes
    const across =
      (ends || hides(overflowX) || scrolls(overflowX)) &&
      rects.some(({ left, right }) => left < edge.left - slack || right > edge.right + slack);
    // The height of a line is more than that of its letters, so the middle decides.
    const down =
      (ends || hides(overflowY)) &&
      rects.some(
        ({ top, bottom }) => (top + bottom) / 2 < edge.top || (top + bottom) / 2 + (bottom - top) / 4 > edge.bottom,
      );
    if (across || down) {
      return true;
    }
    if (ends || scrolls(overflowY)) {
      return false;
    }
  }
}

function hides(overflow: string): boolean {
  return overflow === "hidden" || overflow === "clip";
}
