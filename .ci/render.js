// Draws every model as an SVG beside it, as bpmn-js (the drawing part of Camunda Modeler) shows it.
// CHROMIUM names the browser; the default is Debian's.
import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { chromium } from 'playwright-core';
import { files } from './files.js';

const viewer = createRequire(import.meta.url).resolve('bpmn-js/dist/bpmn-viewer.production.min.js');

async function draw(page, xml) {
  return page.evaluate(async (xml) => {
    const viewer = new BpmnJS({ container: document.body });
    const { warnings } = await viewer.importXML(xml);
    if (warnings.length > 0) {
      throw new Error(warnings.map(String).join('\n'));
    }
    const { svg } = await viewer.saveSVG();
    viewer.destroy();
    return svg;
  }, xml);
}

/** A white ground and a margin, so that the picture reads on a dark page too; without what only a mouse needs. */
function framed(svg, margin = 16) {
  const [box, ...sides] = /viewBox="(\S+) (\S+) (\S+) (\S+)"/.exec(svg);
  const [x, y, width, height] = sides.map(Number).map(Math.round);
  const frame = { x: x - margin, y: y - margin, width: width + 2 * margin, height: height + 2 * margin };
  const attributes = Object.entries(frame).map(([name, value]) => `${name}="${value}"`);
  return svg
    .replace(/<!--.*?-->\s*/gs, '')
    .replace(/<[a-z]+ [^>]*"djs-hit [^>]*\/>/g, '')
    .replace(/ width="[^"]+" height="[^"]+"/, ` width="${frame.width}" height="${frame.height}"`)
    .replace(box, `viewBox="${Object.values(frame).join(' ')}"`)
    .replace(/<svg[^>]*>/, (open) => `${open}<rect ${attributes.join(' ')} fill="white"/>`);
}

const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  args: ['--no-sandbox'],
});
try {
  const page = await browser.newPage();
  await page.addScriptTag({ path: viewer });
  for (const path of files(process.argv[2], 'processes', '.bpmn')) {
    const picture = path.replace(/\.bpmn$/, '.svg');
    writeFileSync(picture, framed(await draw(page, readFileSync(path, 'utf8'))));
    console.log(picture);
  }
} finally {
  await browser.close();
}
