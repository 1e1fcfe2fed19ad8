import { type Home, homes } from '@stay/homes';
import { pay } from '@stay/pay';

export function book(nights: number, home: Home | undefined = homes[0]): string {
  if (home === undefined) return 'nothing is free';
  return pay({ ...home.night, amount: home.night.amount * nights });
}
