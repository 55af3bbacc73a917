/** Grafana's icons by folder and name, packed by build.ts. */
declare module "icons:" {
  const icons: Record<string, string>;
  export default icons;
}
