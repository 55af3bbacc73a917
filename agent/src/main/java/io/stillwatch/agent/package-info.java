/** Floor 5: the agent's loop, which joins the adapters; sole home of threads. */
package io.stillwatch.agent;
