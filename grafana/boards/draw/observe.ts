/** What can be seen of one panel, as plain values: judge.ts says what is wrong with it. */
export interface Observation {
  id: string;
  kind: string;
  title: string;
  /** Whether any of the panel's frames has a value to show. */
  hasData: boolean;
  /** With the names of axes, which are only drawn. */
  text: string;
  /** What the panel says of itself when it could not be drawn. */
  error?: string;
  /** By plot, the pixels in it that are drawn: those between the axes, without the faint ones of the grid. */
  drawnPixels: number[];
  tableRows: number;
  /** Texts that end at an edge before they end. */
  cut: string[];
  /** Texts in letters that nobody can read. */
  tiny: string[];
  /** Whether the panel has the colour of what is well. */
  green: boolean;
  /** What alike.ts says of lines with one colour. */
  alike: string[];
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
      text: `${panel.innerText}\n${panel.dataset["axes"]}`,
      ...(error != null && { error }),
      drawnPixels: [...panel.querySelectorAll<HTMLElement>(".u-wrap")].map(drawnPixels),
      tableRows: panel.querySelectorAll("[role=row]:not(:has([role=columnheader]))").length,
      cut: textsOf(panel)
        .filter((text) => isCut(text, panel))
        .map(words),
      tiny: textsOf(panel).filter(isTiny).map(words),
      green: [...panel.querySelectorAll("*")].some(isGreen),
      alike: panel.dataset["alike"]!.split("\n").filter((line) => line !== ""),
      scrolled: [...panel.querySelectorAll("*")].some(isScrolled),
    };
  });
}

function drawnPixels(plot: HTMLElement): number {
  const canvas = plot.querySelector("canvas")!;
  const { offsetLeft, offsetTop, offsetWidth, offsetHeight } = plot.querySelector<HTMLElement>(".u-over")!;
  if (offsetWidth === 0 || offsetHeight === 0) {
    return 0;
  }
  const [left, top, width, height] = [offsetLeft, offsetTop, offsetWidth, offsetHeight].map(
    (css) => css * devicePixelRatio,
  );
  // A line at the lowest value is drawn on the edge.
  const pixels = canvas.getContext("2d")!.getImageData(left!, top! - 1, width!, height! + 2).data;
  let drawn = 0;
  for (let alpha = 3; alpha < pixels.length; alpha += 4) {
    drawn += pixels[alpha]! > 100 ? 1 : 0;
  }
  return drawn;
}

function textsOf(panel: HTMLElement): Text[] {
  const walker = document.createTreeWalker(panel, NodeFilter.SHOW_TEXT);
  const texts: Text[] = [];
  while (walker.nextNode() !== null) {
    const text = walker.currentNode as Text;
    if (words(text) !== "" && isShown(text.parentElement!)) {
      texts.push(text);
    }
  }
  return texts;
}

function words(text: Text): string {
  return text.data.trim();
}

function isTiny(text: Text): boolean {
  return parseFloat(getComputedStyle(text.parentElement!).fontSize) < 10;
}

function isGreen(element: Element): boolean {
  const { color, backgroundColor, backgroundImage } = getComputedStyle(element);
  return [color, backgroundColor, backgroundImage].some((colours) =>
    [...colours.matchAll(/rgb\((\d+), (\d+), (\d+)\)/g)].some(
      ([, red, green, blue]) => Number(green) > 40 + Math.max(Number(red), Number(blue)),
    ),
  );
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
  // Words for screen readers alone stand in a box of one pixel.
  if (element.offsetWidth <= 1 && element.offsetHeight <= 1) {
    return false;
  }
  return (
    element.checkVisibility({ visibilityProperty: true, opacityProperty: true }) &&
    element.closest("style, script, [role=tooltip]") === null
  );
}

/** Whether the text reaches over the edge of the panel, or of something around it that hides what reaches over. */
function isCut(text: Text, panel: HTMLElement): boolean {
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
