/** Floor 4: the agent's own page and health over HTTP. */
package io.stillwatch.status;
