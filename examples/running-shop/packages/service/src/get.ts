import http from 'node:http';

const agent = new http.Agent({ keepAlive: true });

/** What another service answers. Its address is in the environment: that of `stock` in STOCK_URL. */
export function get<T>(service: string, path: string): Promise<T> {
  const base = process.env[`${service.toUpperCase()}_URL`];
  if (base === undefined) return Promise.reject(new Error(`Nobody said where ${service} is.`));
  return new Promise((resolve, reject) => {
    const request = http.get(new URL(path, base), { agent }, response => {
      let text = '';
      response.setEncoding('utf8');
      response.on('data', (chunk: string) => {
        text += chunk;
      });
      response.on('error', reject);
      response.on('end', () => {
        if (response.statusCode !== 200) reject(new Error(`${service} answered ${response.statusCode} to ${path}`));
        else resolve(JSON.parse(text) as T);
      });
    });
    request.on('error', reject);
  });
}
